import { createHash } from 'node:crypto';
import { mayWrite } from '../domain/actor.ts';
import type { Failure } from '../domain/failure.ts';
import type { Feature } from '../domain/feature.ts';
import { featureKey, issueOfBranch } from '../domain/feature.ts';
import type { Check } from '../domain/outcome.ts';
import type { ProposalFacts, QueuedMerge } from '../domain/proposal.ts';
import { firstParents, startOf } from '../domain/proposal.ts';
import { redNamedIn } from '../judge/find-red.ts';
import { judgeLine } from '../judge/judge-line.ts';
import type { Turn } from '../ports/queue.ts';
import { showChecks } from '../publish/show-checks.ts';
import { findStatus } from '../publish/status-comment.ts';
import { runMemory } from '../stages/run-memory.ts';
import { carryingRuns } from './carried.ts';
import { endOf } from './decide.ts';
import { situationOf } from './orient.ts';
import { documentChecks, refusalCheck } from './pull-checks.ts';
import { readConfig } from './read-config.ts';
import { rulesOf } from './rules-of.ts';
import type { World } from './world.ts';

/** A commit of a pull request that is to be judged: its head, or what the merge queue made of it. */
interface Target {
  oid: string;
  merged?: QueuedMerge;
}

/**
 * One turn on a pull request that people or other bots wrote: judges its head and what the merge queue made of it, where
 * that was not done for just this evidence. Nothing is said but check runs.
 */
export async function judgePull(world: World, turn: Turn): Promise<void> {
  const facts = await readOpen(world, turn.feature);
  if (!facts) return;
  for (const target of await targetsOf(world, facts)) {
    const known = caseOf(facts, target);
    if (isJudged(facts, target, known)) continue;
    const { checks, keep } = await judge(world, turn, { facts, target });
    turn.signal.throwIfAborted();
    const ids = { case: known, pull: String(facts.pull.number) };
    const told = checks.map(check => ({ ...check, ids }));
    await showChecks({ writer: world.writer, fence: turn.fence }, { facts, headOid: target.oid, checks: told });
    await keep?.();
    world.log.info({ feature: featureKey(turn.feature), head: target.oid }, 'judged');
  }
}

/** Says on the head that it could not be judged, after every retry: a gate that is silent would look like one that waits. */
export async function showDeadPull(world: World, feature: Feature, { message }: Failure): Promise<void> {
  const facts = await readOpen(world, feature);
  const [target] = facts ? await targetsOf(world, facts) : [];
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

/** A run of ours judges its own heads; the queue's commits are judged here for it too. */
async function targetsOf(world: World, facts: ProposalFacts): Promise<Target[]> {
  const { pull, queued } = facts;
  const { label } = readConfig(facts.config);
  const issue = pull.isFork ? undefined : issueOfBranch(pull.headName);
  if (issue === undefined && !(await isAskedFor(world, facts, label))) return [];
  const isOnItsWay = issue !== undefined && (await hasRun(world, facts, { issue, label }));
  const merges = queued.map(merged => ({ oid: merged.oid, merged }));
  return isOnItsWay ? merges : [{ oid: pull.headOid }, ...merges];
}

/** The label is a request, and only people who may write can make one. */
async function isAskedFor({ reader }: World, { pull, repository }: ProposalFacts, label: string): Promise<boolean> {
  const by = pull.labelings.findLast(labeling => labeling.label === label)?.actor;
  if (!pull.labels.includes(label) || by?.kind !== 'user') return false;
  return mayWrite(await reader.permissionOf(repository, by));
}

async function hasRun(
  world: World,
  { repository, pull }: ProposalFacts,
  { issue, label }: { issue: number; label: string },
): Promise<boolean> {
  const facts = await world.reader.readFacts({ repository, issue });
  if (!facts || facts.branch?.name !== pull.headName || !findStatus(facts.comments)) return false;
  return endOf(await situationOf(world, facts, label)) === undefined;
}

/** What a verdict is about: another base, another merge or another commit that is named as red makes another case. */
function caseOf(facts: ProposalFacts, { oid, merged }: Target): string {
  const parts = [oid, merged?.base, facts.pull.headOid, startOf(facts), redNamedIn(facts.pull.body)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** `redfirst/red` is written last: where it stands, all of the verdict does. */
function isJudged({ checks }: ProposalFacts, { oid }: Target, known: string): boolean {
  return checks.some(
    ({ name, headOid, externalId }) =>
      name === 'redfirst/red' && headOid === oid && externalId.split(' ').includes(`case=${known}`),
  );
}

async function judge(
  world: World,
  turn: Turn,
  { facts, target }: { facts: ProposalFacts; target: Target },
): Promise<{ checks: Check[]; keep?: () => Promise<void> }> {
  const start = startOf(facts);
  if (!start || facts.commitCount > facts.commits.length) return { checks: [tooLong(facts)] };
  const clone = await world.repositories.open(facts.repository);
  const rules = await rulesOf(await clone.treeAt(start));
  if (rules.kind === 'refused') {
    const remedy = 'Mend it on the base branch, then bring this branch up to date.';
    const finding = { rule: 'rules', message: rules.why, remedy };
    return { checks: [refusalCheck('The rules to judge by cannot be read', finding)] };
  }
  const { sandbox, version } = world;
  const { repository, checks } = facts;
  const { settings } = rules;
  const line = firstParents(facts);
  const earlier = line.map(({ oid }) => oid).filter(oid => oid !== target.oid);
  const heads = { repository, clone, settings, head: target.oid, earlier, checks, runs: runMemory() };
  const { runs, tell, keep } = await carryingRuns(world, heads);
  const tools = { clone, sandbox, version, runs, signal: turn.signal };
  const verdict = await judgeLine(tools, {
    settings,
    start,
    head: facts.pull.headOid,
    commits: line.map(({ oid, parents, subject }) => {
      return { oid, parent: parents[0] ?? '', subject, isMerge: parents.length > 1 };
    }),
    named: redNamedIn(facts.pull.body),
    ...(target.merged && { merged: { head: target.oid, base: target.merged.base } }),
  });
  if (verdict.kind === 'documents') return { checks: documentChecks(start) };
  if (verdict.kind === 'none') return { checks: [refusalCheck(verdict.title, verdict.finding)] };
  return { checks: tell(verdict.checks).toSorted(redLast), keep };
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
