import type { Viewer } from '../auth/viewer.ts';
import type { LoggedRequest } from '../records.ts';
import { nextId, type State } from '../state.ts';

/** Who a request was from, for the log. */
export function callerName(state: State, viewer: Viewer | undefined): string {
  if (!viewer || viewer.kind === 'anonymous') return 'anonymous';
  return viewer.kind === 'app' ? state.app.slug : viewer.account.login;
}

export type RequestFacts = Pick<LoggedRequest, 'kind' | 'method' | 'path' | 'operation' | 'status' | 'isWrite'> & {
  viewer: Viewer | undefined;
  started: number;
};

/** Notes a request that was answered, or left without an answer by a fault. */
export function logRequest(state: State, { viewer, started, ...facts }: RequestFacts): void {
  state.requests.push({
    ...facts,
    id: nextId(state),
    at: state.now().toISOString(),
    milliseconds: Math.round((performance.now() - started) * 10) / 10,
    actor: callerName(state, viewer),
    byApp: viewer?.kind === 'app' || viewer?.kind === 'installation',
  });
}
