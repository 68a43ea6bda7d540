/** Where a broken world broke. A gate that says no is a value; only what is listed here is thrown. */
export type FailureSource = 'github' | 'model' | 'sandbox' | 'git' | 'database' | 'environment';

/** What decisions read of a failure. */
export interface FailureFacts {
  source: FailureSource;
  /** Stable word for the case (`rate-limited`, `stale-head`, `timed-out`, …). Decisions read this, never the message. */
  reason: string;
  retryable: boolean;
  /** Milliseconds to leave that service alone, when it said so. */
  retryAfter?: number;
}

/**
 * The one exception of Redfirst: a part of the world did not work.
 * `retryable` is decided by the adapter that met the fault, so that every caller agrees.
 */
export class Failure extends Error {
  readonly source: FailureSource;
  readonly reason: string;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;

  constructor(message: string, facts: FailureFacts, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Failure';
    this.source = facts.source;
    this.reason = facts.reason;
    this.retryable = facts.retryable;
    this.retryAfter = facts.retryAfter;
  }
}
