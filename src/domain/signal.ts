import type { RepositoryRef } from './feature.ts';

/**
 * All that is kept of a webhook: "look at this issue again". Nothing is decided from a payload.
 * `interrupts` marks the events that may end work under way (label removed, issue or PR closed, `/cancel`).
 */
export type Signal =
  | { kind: 'feature'; repository: RepositoryRef; issue: number; delivery: string; interrupts: boolean; cause: string }
  | { kind: 'installation'; installationId: number; delivery: string };
