/** One request that came in, for figures and for looking at. */
export interface LoggedRequest {
  id: number;
  at: string;
  kind: 'rest' | 'graphql' | 'git';
  method: string;
  path: string;
  /** Names of the top fields of a GraphQL document, with its operation name. */
  operation: string | undefined;
  status: number;
  milliseconds: number;
  actor: string;
  /** Sent with the App's JWT or one of its installation tokens. */
  byApp: boolean;
  /** A request that may change something. */
  isWrite: boolean;
}

/** One attempt to deliver a webhook. A redelivery keeps the `guid`. */
export interface Delivery {
  id: number;
  guid: string;
  event: string;
  action: string | null;
  deliveredAt: string;
  isRedelivery: boolean;
  /** Seconds. */
  duration: number;
  /** `OK`, or why it is not. */
  status: string;
  statusCode: number;
  installationId: number | null;
  repositoryId: number | null;
  url: string;
  request: { headers: Record<string, string>; payload: object };
  response: { headers: Record<string, string>; payload: string };
}

/** Which requests or deliveries a fault is for. Every member that is given must hold. */
export interface FaultMatch {
  kind?: 'rest' | 'graphql' | 'git' | 'delivery';
  method?: string;
  /** Part of the path as the client sent it. */
  path?: string;
  /** A GraphQL operation name or top field, such as `createCommitOnBranch`. */
  operation?: string;
  /** A webhook's event name, with its action after a dot if it matters: `issues.labeled`. */
  event?: string;
  byApp?: boolean;
}

/** What goes wrong. */
export type FaultEffect =
  | { do: 'answer'; status: number; body?: unknown; headers?: Record<string, string> }
  | { do: 'hang' }
  | { do: 'reset' }
  | { do: 'delay'; milliseconds: number }
  | { do: 'secondary-limit'; status: 403 | 429; retryAfter: number }
  | { do: 'primary-limit'; seconds: number }
  /** Runs out of time in the middle of a GraphQL document: its first fields have their effect, and the answer is a 502. */
  | { do: 'cut'; after: number }
  | { do: 'drop' }
  | { do: 'duplicate' };

/** A fault that was ordered: it befalls the next `times` matching requests, after letting `skip` of them pass. */
export interface Fault {
  id: number;
  match: FaultMatch;
  effect: FaultEffect;
  /** `after`: the request has its effect, and the caller does not learn of it. */
  when: 'before' | 'after';
  skip: number;
  times: number;
  hits: number;
}
