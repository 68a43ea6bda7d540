import type { Failure } from '../domain/failure.ts';
import type { Feature } from '../domain/feature.ts';
import type { Outcome } from '../domain/outcome.ts';
import { publish } from '../publish/publish.ts';
import { findStatus } from '../publish/status-comment.ts';
import { refuseStrangers } from './authority.ts';
import { showDeadPull } from './judge-pull.ts';
import { nextStatus } from './next-status.ts';
import { situationOf } from './orient.ts';
import { labelOf } from './read-config.ts';
import { isLabelled } from './situation.ts';
import type { World } from './world.ts';

/** Says on the issue that a feature was given up on after every retry, so that nobody waits for it. */
export async function showDead(world: World, feature: Feature, error: Failure): Promise<void> {
  if (feature.isPull) return showDeadPull(world, feature, error);
  const read = await world.reader.readFacts(feature);
  if (!read || read.repository.isArchived) return;
  const label = labelOf(read);
  if (!isLabelled(read, label) && !findStatus(read.comments)) return;
  // A stop that knows of words which do not count would be lifted by their refusal.
  const facts = await refuseStrangers(world, { fence }, read);
  const outcome: Outcome = {
    stage: 'plan',
    headline: 'Redfirst could not go on',
    next: 'reply `/retry` when that is mended.',
    stop: { reason: `${error.source}-${error.reason}`, text: wordsOf(error), holds: true },
  };
  const situation = await situationOf(world, facts, label);
  const publication = {
    facts,
    outcome,
    label,
    template: undefined,
    answered: [],
    status: nextStatus(situation, outcome),
  };
  await publish({ writer: world.writer, fence }, publication);
}

/** Nobody holds a feature that was given up on. */
const fence = async (): Promise<void> => {};

const wordsOf = ({ message, retryable }: Failure): string =>
  retryable ? `${message}\n\nIt was tried several times. What was done so far is kept.` : message;
