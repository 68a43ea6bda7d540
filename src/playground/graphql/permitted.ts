import { type Need, requireAccess } from '../auth/access.ts';
import type { Repository } from '../entities.ts';
import { needs } from '../rest/needs.ts';
import type { GraphContext } from './resolve.ts';

type NeedName = keyof typeof needs;

/** Refuses a field or a mutation that the caller's token or role does not reach. */
export function requirePermitted({ state, viewer }: GraphContext, repository: Repository, name: NeedName): void {
  const need: Need = needs[name];
  requireAccess(state, { viewer, repository, need });
}
