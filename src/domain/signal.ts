import type { Feature } from './feature.ts';

/**
 * All that is kept of a webhook: "look at this issue, or this pull request, again". Nothing is decided from a payload.
 * `interrupts` marks the events that may end work under way (label removed, issue or PR closed, `/cancel`).
 */
export type Signal =
  | ({ kind: 'feature'; delivery: string; interrupts: boolean; cause: string } & Feature)
  | { kind: 'installation'; installationId: number; delivery: string };
