import type { Viewer } from '../auth/viewer.ts';
import type { State } from '../state.ts';

const limit = 5000;
const hour = 60 * 60;

/** Requests counted per caller and hour. */
export type RateLimits = Map<string, { used: number; reset: number }>;

/** Counts one request and answers the headers that tell how many are left. */
export function countRequest(
  limits: RateLimits,
  { state, viewer, resource }: { state: State; viewer: Viewer; resource: 'core' | 'graphql' },
): Record<string, string> {
  const now = Math.floor(state.now().getTime() / 1000);
  const who = viewer.kind === 'installation' ? viewer.token.installation.id : viewer.kind;
  const key = `${resource}/${viewer.kind === 'person' ? viewer.account.login : who}`;
  const known = limits.get(key);
  const entry = known && known.reset > now ? known : { used: 0, reset: now + hour };
  entry.used += 1;
  limits.set(key, entry);
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, limit - entry.used)),
    'x-ratelimit-used': String(entry.used),
    'x-ratelimit-reset': String(entry.reset),
    'x-ratelimit-resource': resource,
  };
}
