import type { Fault, FaultMatch } from './records.ts';
import { nextId, type State } from './state.ts';

/** What is about to happen, for faults to look at. */
export interface Occurrence {
  kind: NonNullable<FaultMatch['kind']>;
  method?: string;
  path?: string;
  operations?: readonly string[];
  event?: string;
  action?: string | undefined;
  byApp?: boolean;
}

/** A fault as it is ordered; it strikes once, at once and before the effect unless told otherwise. */
export type FaultOrder = Pick<Fault, 'match' | 'effect'> & Partial<Pick<Fault, 'when' | 'skip' | 'times'>>;

/** Orders a fault. Several may be ordered; the first that matches strikes. */
export function orderFault(state: State, order: FaultOrder): Fault {
  const fault: Fault = { when: 'before', skip: 0, times: 1, ...order, id: nextId(state), hits: 0 };
  state.faults.push(fault);
  return fault;
}

function matches(match: FaultMatch, what: Occurrence): boolean {
  const event = what.action === undefined ? what.event : `${what.event}.${what.action}`;
  return (
    (match.kind ?? what.kind) === what.kind &&
    (match.method === undefined || match.method.toUpperCase() === what.method) &&
    (match.path === undefined || (what.path ?? '').includes(match.path)) &&
    (match.operation === undefined || (what.operations ?? []).includes(match.operation)) &&
    (match.event === undefined || [what.event, event].includes(match.event)) &&
    (match.byApp === undefined || match.byApp === what.byApp)
  );
}

/** The fault that strikes now, if one does; its count goes down. */
export function takeFault(state: State, what: Occurrence): Fault | undefined {
  const isForHooks = (fault: Fault) =>
    ['drop', 'duplicate'].includes(fault.effect.do) || fault.match.event !== undefined;
  for (const fault of state.faults) {
    if (fault.hits >= fault.skip + fault.times || isForHooks(fault) !== (what.kind === 'delivery')) continue;
    if (!matches(fault.match, what)) continue;
    fault.hits += 1;
    if (fault.hits > fault.skip) return fault;
  }
  return undefined;
}
