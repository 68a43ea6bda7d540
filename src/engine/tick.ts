import type { CommentFacts, Facts, Reaction } from '../domain/facts.ts';
import { featureKey } from '../domain/feature.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { StageName } from '../domain/stage.ts';
import type { Turn } from '../ports/queue.ts';
import { publish } from '../publish/publish.ts';
import type { StageContext } from '../stages/context.ts';
import { answerTo } from './answers.ts';
import { refuseStrangers } from './authority.ts';
import { overBudget } from './budget.ts';
import { decide } from './decide.ts';
import { endingOf, finished } from './endings.ts';
import { nextStatus } from './next-status.ts';
import type { Ready } from './orient.ts';
import { orient } from './orient.ts';
import type { Situation, SpokenCommand } from './situation.ts';
import { labelling, pending } from './situation.ts';
import type { World } from './world.ts';

type TurnWorld = World & Pick<StageContext, 'proofs'>;

/** More steps than a feature has, so that a decision that repeats itself is found out instead of paid for. */
const stepLimit = 20;

/**
 * One turn on one feature: reads the facts once, then does the next thing until it is a person's turn. Running it
 * twice, or late, changes nothing.
 */
export async function tick(world: World, turn: Turn): Promise<void> {
  const proofs: TurnWorld['proofs'] = new Map();
  let facts = await world.reader.readFacts(turn.feature);
  for (let step = 0; facts && step < stepLimit; step += 1) {
    turn.signal.throwIfAborted();
    const heard = await refuseStrangers(world, turn, facts);
    facts = heard === facts ? await advance({ ...world, proofs }, turn, facts) : heard;
  }
}

/** Does the one next thing, and gives the facts as they are then; nothing when it is a person's turn. */
async function advance(world: TurnWorld, turn: Turn, facts: Facts): Promise<Facts | undefined> {
  const bearing = await orient(world, facts);
  if (bearing.kind === 'ignore') return undefined;
  const { situation } = bearing;
  if (bearing.kind === 'obstacle')
    return last(show(world, turn, { situation, outcome: bearing.outcome, answered: [] }));
  if (bearing.kind === 'ended') {
    const answered = pending(situation, 'cancel').map(done);
    return last(show(world, turn, { situation, outcome: endingOf(bearing.reason), answered }));
  }
  const decision = decide(situation, bearing.settings);
  world.log.info(
    {
      feature: featureKey(turn.feature),
      decision: decision.kind,
      ...('stage' in decision && { stage: decision.stage }),
    },
    'decided',
  );
  if (decision.kind === 'wait') return undefined;
  if (decision.kind === 'finish') return last(show(world, turn, { situation, outcome: finished(facts), answered: [] }));
  if (decision.kind === 'answer') return answer(world, turn, { situation, spoken: decision.spoken });
  return runStage(world, turn, { bearing, stage: decision.stage, trigger: decision.trigger });
}

async function last(shown: Promise<Facts>): Promise<undefined> {
  await shown;
}

const done = ({ comment }: SpokenCommand): Answered => ({ comment, reaction: 'THUMBS_UP' });

async function answer(
  world: World,
  turn: Turn,
  { situation, spoken }: { situation: Situation; spoken: SpokenCommand },
): Promise<Facts> {
  const { facts } = situation;
  const { reply, reaction } = answerTo(spoken, situation);
  await turn.fence();
  await world.writer.announce({
    repository: facts.repository,
    replies: [{ subjectId: facts.issue.nodeId, body: reply }],
    reactions: [{ subjectId: spoken.comment.nodeId, content: reaction }],
  });
  const comments = facts.comments.map(comment =>
    comment.id === spoken.comment.id ? { ...comment, reactions: [...comment.reactions, reaction] } : comment,
  );
  return { ...facts, comments };
}

async function runStage(
  world: TurnWorld,
  turn: Turn,
  step: { bearing: Ready; stage: StageName; trigger: CommentFacts | undefined },
) {
  const { bearing, stage, trigger } = step;
  const { situation, settings, clone } = bearing;
  const { facts, status, spec, talk, label } = situation;
  const labelledBy = labelling(facts, label)?.actor;
  if (!labelledBy) return undefined;
  const model = world.modelFor(featureKey(turn.feature), saltOf(situation));
  const isRetry = pending(situation, 'retry').length > 0;
  const context = {
    facts,
    settings,
    status,
    spec,
    talk,
    labelledBy,
    isRetry,
    trigger,
    clone,
    model,
    signal: turn.signal,
  };
  const run = () =>
    world.pipeline[stage]({ ...context, proofs: world.proofs, sandbox: world.sandbox, prompts: world.prompts });
  const outcome = overBudget(situation, settings, stage) ?? (await run());
  turn.signal.throwIfAborted();
  const answered = answeredBy(situation, outcome);
  const after = await show(world, turn, { situation, outcome, answered, template: bearing.template });
  return outcome.stop || outcome.isFinal ? undefined : after;
}

/** After `/retry` the model is asked anew; without one, an answer that was paid for is not asked for again. */
function saltOf({ commands }: Situation): string {
  return commands.flatMap(({ command, comment }) => (command.name === 'retry' ? [comment.id] : [])).join(',');
}

interface Answered {
  comment: CommentFacts;
  reaction: Reaction;
}

/** Commands that an outcome settles, and how. An approval of a plan that has changed meanwhile is void. */
function answeredBy(situation: Situation, { stage }: Outcome): Answered[] {
  const lifting = pending(situation, 'retry', 'continue').map(done);
  if (stage === 'plan') {
    const void_ = pending(situation, 'approve').map(({ comment }): Answered => ({ comment, reaction: 'CONFUSED' }));
    return [...lifting, ...pending(situation, 'revise').map(done), ...void_];
  }
  const accepted = stage === 'red' ? pending(situation, 'approve') : pending(situation, 'approve', 'implement');
  return [...lifting, ...accepted.map(done)];
}

interface Showing {
  situation: Situation;
  outcome: Outcome;
  answered: readonly Answered[];
  template?: string | undefined;
}

async function show(world: World, turn: Turn, { situation, outcome, answered, template }: Showing): Promise<Facts> {
  const { facts, label } = situation;
  const status = nextStatus(situation, outcome);
  return publish({ writer: world.writer, fence: turn.fence }, { facts, outcome, answered, template, label, status });
}
