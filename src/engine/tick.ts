import type { CommentFacts, Facts, Reaction } from '../domain/facts.ts';
import { featureKey } from '../domain/feature.ts';
import { makersOf } from '../domain/makers.ts';
import type { Answered, Outcome } from '../domain/outcome.ts';
import type { StageName } from '../domain/stage.ts';
import type { StatusState } from '../domain/status.ts';
import type { Turn } from '../ports/queue.ts';
import { publish } from '../publish/publish.ts';
import { replyTo, threadOf } from '../publish/reply-to.ts';
import { parseSpec } from '../referee/spec/parse.ts';
import type { StageContext } from '../stages/context.ts';
import { runMemory } from '../stages/run-memory.ts';
import { answeredBy, done, inVain, withoutRefused } from './answered.ts';
import { answerTo } from './answers.ts';
import { refuseStrangers } from './authority.ts';
import { begunAnew } from './begun-anew.ts';
import { carryingStage } from './carried.ts';
import { coverageNotes } from './coverage-notes.ts';
import { decide } from './decide.ts';
import { endingOf, finished } from './endings.ts';
import { judgePull } from './judge-pull.ts';
import { notedSeal, noteRow, noteSeal, withNotedRow } from './lost-rows.ts';
import { tellingMeanwhile, tellStanding } from './meanwhile.ts';
import { metered } from './metered.ts';
import { nextStatus } from './next-status.ts';
import type { Ready } from './orient.ts';
import { orient } from './orient.ts';
import type { Situation, SpokenCommand } from './situation.ts';
import { askedAmendments, askedRevisions, askedWaivers, labelling, pending } from './situation.ts';
import type { World } from './world.ts';

/** What one turn knows beside the facts. It ends with the turn. */
interface Session extends Pick<StageContext, 'runs'> {
  world: World;
  turn: Turn;
  /** The status as it is after stages that were not worth a request of their own yet. */
  untold: StatusState | undefined;
  /** From then on progress is worth a request of its own; until then it goes with the next outcome. */
  tellAt: number;
}

/** More steps than a feature has, so that a decision that repeats itself is found out instead of paid for. */
const stepLimit = 20;

/**
 * One turn on one feature: reads the facts once, then does the next thing until it is a person's turn. Running it
 * twice, or late, changes nothing.
 */
export async function tick(world: World, turn: Turn): Promise<void> {
  if (turn.feature.isPull) return judgePull(world, turn);
  const session: Session = { world, turn, runs: runMemory(), untold: undefined, tellAt: Date.now() + world.pace.first };
  let facts = await readOpen(world, turn);
  for (let step = 0; facts && step < stepLimit; step += 1) {
    turn.signal.throwIfAborted();
    const heard = await refuseStrangers(world, turn, facts);
    facts = heard === facts ? await advance(session, facts) : heard;
  }
}

/** What is archived can be read and not written: nothing is said there. */
async function readOpen({ reader }: World, { feature }: Turn): Promise<Facts | undefined> {
  const facts = await reader.readFacts(feature);
  return facts?.repository.isArchived ? undefined : facts;
}

/** Does the one next thing, and gives the facts as they are then; nothing when it is a person's turn. */
async function advance(session: Session, facts: Facts): Promise<Facts | undefined> {
  const { world, turn } = session;
  const bearing = await orient(world, facts, session.untold);
  if (bearing.kind === 'ignore') return undefined;
  const { situation } = bearing;
  if (bearing.kind === 'obstacle') return meetObstacle(session, situation, bearing.outcome);
  if (bearing.kind === 'ended') {
    const answered = pending(situation, 'cancel').map(done);
    return last(show(session, { situation, outcome: endingOf(bearing.reason), answered }));
  }
  const decision = decide(situation, bearing.settings);
  const stage = decision.kind === 'run' ? decision.stage : undefined;
  world.log.info({ feature: featureKey(turn.feature), decision: decision.kind, stage }, 'decided');
  if (decision.kind === 'wait') return last(tellStanding(world, { turn, situation }));
  if (decision.kind === 'finish') {
    const outcome = finished(facts);
    return last(show(session, { situation, outcome, answered: answeredBy(situation, outcome) }));
  }
  if (decision.kind === 'answer') return answer(session, situation, decision.spoken);
  return runStage(session, { bearing, stage: decision.stage, trigger: decision.trigger });
}

/** Says what is in the way. A `/retry` was in vain; questions can be answered all the same. */
async function meetObstacle(session: Session, situation: Situation, outcome: Outcome): Promise<Facts | undefined> {
  const answered = pending(situation, 'retry').map(inVain);
  const facts = await show(session, { situation, outcome, answered });
  const [spoken] = pending(situation, 'help', 'status');
  return spoken && answer(session, { ...situation, facts, status: nextStatus(situation, outcome) }, spoken);
}

async function last(shown: Promise<unknown>): Promise<undefined> {
  await shown;
}

const withReaction = (comment: CommentFacts, reaction: Reaction) => ({
  ...comment,
  reactions: [...comment.reactions, reaction],
});

async function answer(
  { world, turn }: Session,
  { facts, ...rest }: Situation,
  { command, comment }: SpokenCommand,
): Promise<Facts> {
  const { reply, reaction } = answerTo({ command, comment }, { facts, ...rest });
  await turn.fence();
  await world.writer.announce({
    repository: facts.repository,
    replies: replyTo(threadOf(facts), comment, reply),
    reactions: [{ subjectId: comment.nodeId, content: reaction }],
  });
  const comments = facts.comments.map(other => (other.id === comment.id ? withReaction(other, reaction) : other));
  return { ...facts, comments };
}

async function runStage(
  session: Session,
  step: { bearing: Ready; stage: StageName; trigger: CommentFacts | undefined },
) {
  const { world, turn } = session;
  const { bearing, stage, trigger } = step;
  const { settings, clone, template } = bearing;
  const situation = await withNotedRow(world.journal, bearing.situation, stage);
  const { facts, spec, talk, label } = situation;
  const status = { ...situation.status, anew: begunAnew(situation) };
  const labelledBy = labelling(facts, label)?.actor;
  if (!labelledBy) return undefined;
  const { sandbox, prompts, seal, version } = world;
  const { runs, tell, keep } = await carryingStage(world, { stage, facts, clone, settings, runs: session.runs });
  const tools = {
    sandbox,
    version,
    runs,
    coverageNotes: coverageNotes(world.journal, facts.repository),
    signal: turn.signal,
  };
  const recallSealed = (hash: string) => notedSeal(world.journal, hash);
  const isRetry = pending(situation, 'retry').length > 0;
  const plan = parseSpec(spec?.text ?? '');
  const amendments = askedAmendments(situation);
  const revisions = askedRevisions(situation).map(({ comment }) => comment);
  const asked = { facts, status, spec, plan, talk, labelledBy, isRetry, trigger, amendments, revisions };
  const own = makersOf({ askedBy: labelledBy, proposedBy: facts.pull?.author, commits: facts.branch?.commits ?? [] });
  const waiving = { waivers: askedWaivers(situation), by: settings.waivers.by, own };
  const hush = Math.max(0, session.tellAt - Date.now());
  const work = (answered: () => void) =>
    metered(world, { turn, situation, settings, stage }, meter => {
      const asker = { feature: featureKey(turn.feature), anew: status.anew };
      const model = world.modelFor({ ...asker, meter: { ...meter, answered } });
      const run = world.pipelines[settings.course][stage];
      return run({ ...asked, ...tools, waiving, seal, recallSealed, settings, clone, model, prompts });
    });
  const { ran, facts: now } = await tellingMeanwhile(world, { turn, situation, stage }, { work, hush });
  if (now !== facts) session.tellAt = Date.now() + world.pace.every;
  const outcome = ran.checks ? { ...ran, checks: tell(ran.checks) } : ran;
  turn.signal.throwIfAborted();
  const answered = answeredBy(situation, outcome);
  const after = await show(session, { situation: { ...situation, facts: now }, outcome, answered, template });
  await keep();
  return outcome.stop || outcome.isFinal ? undefined : after;
}

interface Showing {
  situation: Situation;
  outcome: Outcome;
  answered: readonly Answered[];
  template?: string | undefined;
}

async function show(session: Session, { situation, outcome, answered, template }: Showing): Promise<Facts> {
  const { facts, label } = situation;
  const { world, turn } = session;
  await noteRow(world.journal, facts, outcome);
  await noteSeal(world.journal, facts, outcome);
  const status = nextStatus(withoutRefused(situation, answered), outcome);
  const hasWaited = situation.status.meanwhile?.kind === 'waiting';
  const isQuiet = !hasWaited && isProgress(outcome) && Date.now() < session.tellAt;
  const publication = { facts, outcome, answered, template, label, status, isQuiet };
  const after = await publish({ writer: world.writer, fence: turn.fence }, publication);
  session.untold = isQuiet ? status : undefined;
  if (!isQuiet) session.tellAt = Date.now() + world.pace.every;
  return after;
}

/** An outcome that nobody has to act on, no gate has judged, and in which nothing was met that nobody expected. */
function isProgress({ checks, pull, stop, shown, isFinal, row }: Outcome): boolean {
  return !checks && !pull && !stop && !shown && !isFinal && !row?.unexpected?.length;
}
