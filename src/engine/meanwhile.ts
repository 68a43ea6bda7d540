import { Failure } from '../domain/failure.ts';
import { featureKey } from '../domain/feature.ts';
import type { StageName } from '../domain/stage.ts';
import type { Away } from '../domain/status.ts';
import type { Turn } from '../ports/queue.ts';
import { publish } from '../publish/publish.ts';
import type { Situation } from './situation.ts';
import type { World } from './world.ts';

/** Milliseconds. A shorter pause is over before anybody has read of it: people are told of the first, and of long ones. */
const longPause = 5 * 60_000;

interface Place {
  turn: Turn;
  situation: Situation;
  stage: StageName;
}

/**
 * Does work that asks the model, and has the status comment say when that cannot be had, and when it answers again:
 * `work` is given what to call then. What the work throws is thrown.
 */
export async function tellingAway<T>(
  world: World,
  place: Place,
  work: (answered: () => Promise<void>) => Promise<T>,
): Promise<T> {
  let { away } = place.situation.status;
  const tell = async (news: Away) => {
    away = news;
    await show(world, place, away).catch(error =>
      world.log.warn({ feature: featureKey(place.turn.feature), error: String(error) }, 'could not tell of the model'),
    );
  };
  const answered = async () => {
    if (away && !away.isOver) await tell({ ...away, isOver: true });
  };
  return work(answered).catch(async error => {
    const news = newsOf(away, error, place.turn);
    if (news) await tell(news);
    throw error;
  });
}

/** What people are to read of a failure: nothing where it is not the model, is not tried again, or was told already. */
function newsOf(told: Away | undefined, error: unknown, turn: Turn): Away | undefined {
  if (!(error instanceof Failure) || error.source !== 'model' || turn.signal.aborted) return undefined;
  const next = turn.nextTry(error);
  if (!next) return undefined;
  const now = new Date();
  const before = told?.isOver ? undefined : told;
  if (before && next.getTime() - now.getTime() < longPause) return undefined;
  return { since: before?.since ?? now.toISOString(), why: error.message, next: next.toISOString() };
}

/** Has the status comment say where the run stood before the model was waited for. */
export async function tellAwayNoMore(world: World, { turn, situation }: Omit<Place, 'stage'>): Promise<void> {
  if (situation.status.away) await show(world, { turn, situation, stage: 'plan' }, undefined);
}

async function show({ writer }: World, { turn, situation, stage }: Place, away: Away | undefined): Promise<void> {
  const { facts, label, status } = situation;
  const { away: _told, ...rest } = status;
  const publication = { facts, label, template: undefined, answered: [], outcome: { stage, headline: '', next: '' } };
  await publish({ writer, fence: turn.fence }, { ...publication, status: { ...rest, ...(away && { away }) } });
}
