import { createHash } from 'node:crypto';
import type { Failure } from '../domain/failure.ts';
import type { Feature } from '../domain/feature.ts';
import { featureKey } from '../domain/feature.ts';
import type { Answered, Check } from '../domain/outcome.ts';
import type { ProposalFacts } from '../domain/proposal.ts';
import { firstParents, startOf } from '../domain/proposal.ts';
import type { Settings } from '../domain/settings.ts';
import { redNamedIn } from '../judge/find-red.ts';
import { judgeLine, type LineVerdict } from '../judge/judge-line.ts';
import type { Turn } from '../ports/queue.ts';
import type { Clone } from '../ports/repositories.ts';
import { showChecks } from '../publish/show-checks.ts';
import { runMemory } from '../stages/run-memory.ts';
import { type Carrying, carryingRuns } from './carried.ts';
import { coverageNotes } from './coverage-notes.ts';
import { afterAnswers, answersOf, type Hearing, hearingOfRun, hearPull, isSettled, wordsOf } from './hearing.ts';
import { answersTo, mayAmend, unheard } from './pull-answers.ts';
import { documentChecks, refusalCheck } from './pull-checks.ts';
import { askedOf, type Target } from './pull-targets.ts';
import { rulesOf } from './rules-of.ts';
import type { World } from './world.ts';

/**
 * One turn on a pull request that people or other bots wrote: judges its head and what the merge queue made of it, where
 * that was not done for just this evidence. Nothing is said but check runs, and the answer to whoever spoke to us.
 */
export async function judgePull(world: World, turn: Turn): Promise<void> {
  const facts = await readOpen(world, turn.feature);
  const asked = facts && (await askedOf(world, facts));
  if (!asked || asked.targets.length === 0) return;
  const { run, label } = asked;
  let hearing = run ? hearingOfRun(run) : await hearPull(world, turn, { facts, label });
  for (const target of asked.targets) {
    const matter = { facts, target, hearing };
    if (isSettled(hearing) && isJudged(matter)) continue;
    const { checks, answered = [], keep } = await judge(world, turn, matter);
    turn.signal.throwIfAborted();
    const answers = answersOf(hearing, answered);
    if (answered.length > 0) hearing = afterAnswers(hearing, answered);
    const ids = { case: caseOf({ ...matter, hearing }), pull: String(facts.pull.number) };
    const told = checks.map(check => ({ ...check, ids }));
    const verdict = { facts, headOid: target.oid, checks: told, answers };
    await showChecks({ writer: world.writer, fence: turn.fence }, verdict);
    await keep?.();
    world.log.info({ feature: featureKey(turn.feature), head: target.oid }, 'judged');
  }
}

/** Says on the head that it could not be judged, after every retry: a gate that is silent would look like one that waits. */
export async function showDeadPull(world: World, feature: Feature, { message }: Failure): Promise<void> {
  const facts = await readOpen(world, feature);
  const asked = facts && (await askedOf(world, facts));
  const [target] = asked?.targets ?? [];
  if (!facts || !target) return;
  const remedy = 'Ask for this check to be run again when that is mended.';
  const check = refusalCheck('Redfirst could not judge this commit', { rule: 'not-judged', message, remedy });
  const told = { ...check, ids: { pull: String(facts.pull.number) } };
  const publisher = { writer: world.writer, fence: async () => {} };
  await showChecks(publisher, { facts, headOid: target.oid, checks: [told] });
}

async function readOpen({ reader }: World, feature: Feature): Promise<ProposalFacts | undefined> {
  const facts = await reader.readProposal(feature);
  return facts?.pull.isOpen && !facts.repository.isArchived ? facts : undefined;
}

/** A commit that is to be judged, and what is known about it. */
interface Matter {
  facts: ProposalFacts;
  target: Target;
  hearing: Hearing;
}

/** What a verdict is about: another base, merge, commit that is named as red, or word of people makes another case. */
function caseOf({ facts, target: { oid, merged }, hearing }: Matter): string {
  const words = wordsOf(hearing);
  const place = [oid, merged?.base, facts.pull.headOid, startOf(facts), redNamedIn(facts.pull.body)];
  const parts = words.length > 0 ? [...place, words] : place;
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** `redfirst/red` is written last: where it stands, all of the verdict does. */
function isJudged(matter: Matter): boolean {
  const known = `case=${caseOf(matter)}`;
  return matter.facts.checks.some(
    ({ name, headOid, externalId }) =>
      name === 'redfirst/red' && headOid === matter.target.oid && externalId.split(' ').includes(known),
  );
}

interface Judged {
  checks: Check[];
  answered?: Answered[];
  keep?: () => Promise<void>;
}

async function judge(world: World, turn: Turn, matter: Matter): Promise<Judged> {
  const { facts, hearing } = matter;
  const start = startOf(facts);
  const refuse = (check: Check): Judged => ({ checks: [check], answered: unheard(hearing, check.title) });
  if (!start || facts.commitCount > facts.commits.length) return refuse(tooLong(facts));
  const clone = await world.repositories.open(facts.repository);
  const rules = await rulesOf(await clone.treeAt(start));
  if (rules.kind === 'refused') {
    const remedy = 'Mend it on the base branch, then bring this branch up to date.';
    const finding = { rule: 'rules', message: rules.why, remedy };
    return refuse(refusalCheck('The rules to judge by cannot be read', finding));
  }
  const { settings } = rules;
  const { verdict, tell, keep } = await judgeBy(world, turn, { ...matter, start, settings, clone });
  if (verdict.kind === 'documents') {
    return { checks: documentChecks(start), answered: unheard(hearing, 'Only documents changed') };
  }
  if (verdict.kind === 'none') return refuse(refusalCheck(verdict.title, verdict.finding));
  const answered = answersTo(hearing, { ...verdict, head: facts.pull.headOid }, settings);
  return { checks: tell(verdict.checks).toSorted(redLast), answered, keep };
}

async function judgeBy(
  world: World,
  turn: Turn,
  { facts, target, hearing, start, settings, clone }: Matter & { start: string; settings: Settings; clone: Clone },
): Promise<{ verdict: LineVerdict } & Pick<Carrying, 'tell' | 'keep'>> {
  const { sandbox, version } = world;
  const { repository, checks } = facts;
  const line = firstParents(facts);
  const earlier = line.map(({ oid }) => oid).filter(oid => oid !== target.oid);
  const heads = { repository, clone, settings, head: target.oid, earlier, checks, runs: runMemory() };
  const { runs, tell, keep } = await carryingRuns(world, heads);
  const waiving = { waivers: hearing.waivers, by: settings.waivers.by, own: hearing.own };
  const notes = coverageNotes(world.journal, repository);
  const tools = { clone, sandbox, version, runs, waiving, coverageNotes: notes, signal: turn.signal };
  const verdict = await judgeLine(tools, {
    settings,
    start,
    head: facts.pull.headOid,
    commits: line.map(({ oid, parents, subject }) => {
      return { oid, parent: parents[0] ?? '', subject, isMerge: parents.length > 1 };
    }),
    named: redNamedIn(facts.pull.body),
    amendments: mayAmend(hearing, settings),
    ...(target.merged && { merged: { head: target.oid, base: target.merged.base } }),
  });
  return { verdict, tell, keep };
}

const redLast = (left: Check, right: Check) =>
  Number(left.name === 'redfirst/red') - Number(right.name === 'redfirst/red');

function tooLong({ commits, commitCount }: ProposalFacts): Check {
  const isTooLong = commitCount > commits.length;
  const message = isTooLong
    ? `This pull request holds ${commitCount} commits; at most ${commits.length} are judged.`
    : 'The commits of this pull request do not begin on its base.';
  const remedy = 'Split it, or join its commits: the tests in one, the code in those after it.';
  return refusalCheck(isTooLong ? 'Too many commits to judge' : 'No base to judge from', {
    rule: 'commits',
    message,
    remedy,
  });
}
