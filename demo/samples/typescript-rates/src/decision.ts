/** Whether a request may go on, and what to tell the client. */
export interface Decision {
  allowed: boolean;
  /** Requests that the key could still make at once. */
  remaining: number;
  /** Milliseconds to wait before trying again; 0 when the request is allowed. */
  retryAfter: number;
}

/** The headers of a decision, as RateLimit header fields for HTTP name them. */
export function headersOf(decision: Decision): Record<string, string> {
  const headers: Record<string, string> = { 'ratelimit-remaining': String(decision.remaining) };
  if (!decision.allowed) headers['retry-after'] = String(Math.ceil(decision.retryAfter / 1_000));
  return headers;
}
