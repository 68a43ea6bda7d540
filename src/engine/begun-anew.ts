import type { Situation } from './situation.ts';
import { pending } from './situation.ts';

/**
 * The calls to the model that people had begun anew, by name, each with the newest `/retry` that did. Only one whose
 * answers led nowhere begins anew: all others go on from what was paid for.
 */
export function begunAnew(situation: Situation): Record<string, number> {
  const { anew = {}, stop } = situation.status;
  const retry = pending(situation, 'retry').at(-1);
  return retry && stop?.call ? { ...anew, [stop.call]: retry.comment.id } : anew;
}
