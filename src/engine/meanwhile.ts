import type { Facts } from '../domain/facts.ts';
import { Failure } from '../domain/failure.ts';
import { featureKey } from '../domain/feature.ts';
import type { StageName } from '../domain/stage.ts';
import type { Meanwhile } from '../domain/status.ts';
import type { Turn } from '../ports/queue.ts';
import { publish } from '../publish/publish.ts';
import type { Situation } from './situation.ts';
import type { World } from './world.ts';

/** Milliseconds. A shorter pause is over before anybody has read of it: people are told of the first, and of long ones. */
const longPause = 5 * 60_000;

interface Place {
  turn: Turn;
  situation: Situation;
}

interface Work<T> {
  /** Is given what to call when the model has answered. */
  work: (answered: () => void) => Promise<T>;
  /** Milliseconds after which people are told that the stage is at work. */
  hush: number;
}

/**
 * Does the work of a stage, and has the status comment say meanwhile that it takes its time, and when it waits for the
 * model. Gives what came of it, and the facts as they are then. Throws what the work throws, and what telling throws:
 * whether the comment is there is not known then.
 */
export async function tellingMeanwhile<T>(
  world: World,
  place: Place & { stage: StageName },
  { work, hush }: Work<T>,
): Promise<{ ran: T; facts: Facts }> {
  const teller = tellerOf(world, place);
  const timer = setTimeout(teller.atWork, hush);
  try {
    const ran = await work(teller.answered);
    return { ran, facts: await teller.told() };
  } catch (error) {
    await teller.failed(error);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Tells one thing after the other. */
function tellerOf(world: World, { turn, situation, stage }: Place & { stage: StageName }) {
  let { meanwhile } = situation.status;
  let telling = Promise.resolve(situation.facts);
  const tell = (news: Meanwhile) => {
    meanwhile = news;
    telling = telling.then(facts => show(world, { turn, situation: { ...situation, facts } }, news));
    telling.catch(error =>
      world.log.warn({ feature: featureKey(turn.feature), error: String(error) }, 'could not tell what goes on'),
    );
  };
  const tellOfWork = () => tell({ kind: 'working', stage, since: new Date().toISOString() });
  return {
    atWork: () => {
      if (meanwhile?.kind !== 'waiting' && !turn.signal.aborted) tellOfWork();
    },
    answered: () => {
      if (meanwhile?.kind === 'waiting') tellOfWork();
    },
    told: () => telling,
    failed: async (error: unknown) => {
      const news = newsOf(meanwhile, error, turn);
      if (news) tell(news);
      await telling.catch(() => undefined);
    },
  };
}

/** What people are to read of a failure: nothing where it is not the model, is not tried again, or was told already. */
function newsOf(told: Meanwhile | undefined, error: unknown, turn: Turn): Meanwhile | undefined {
  if (!(error instanceof Failure) || error.source !== 'model' || turn.signal.aborted) return undefined;
  const next = turn.nextTry(error);
  if (!next) return undefined;
  const now = new Date();
  const before = told?.kind === 'waiting' ? told : undefined;
  if (before && next.getTime() - now.getTime() < longPause) return undefined;
  return { kind: 'waiting', since: before?.since ?? now.toISOString(), why: error.message, next: next.toISOString() };
}

/** Has the status comment say again where the run stands, when nothing goes on any more. */
export async function tellStanding(world: World, place: Place): Promise<void> {
  if (place.situation.status.meanwhile) await show(world, place, undefined);
}

/** Only the status comment is written: nothing has come of anything yet. */
const nothing = { template: undefined, answered: [], outcome: { stage: 'plan' as const, headline: '', next: '' } };

function show({ writer }: World, { turn, situation }: Place, meanwhile: Meanwhile | undefined): Promise<Facts> {
  const { facts, label, status } = situation;
  const { meanwhile: _told, ...rest } = status;
  return publish(
    { writer, fence: turn.fence },
    { ...nothing, facts, label, status: { ...rest, ...(meanwhile && { meanwhile }) } },
  );
}
