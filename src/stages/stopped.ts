import type { Outcome } from '../domain/outcome.ts';
import type { StageName } from '../domain/stage.ts';
import type { StageRow } from '../domain/status.ts';

/** The outcome of a stage that cannot go on without a person. Nothing is committed. */
export function stopped(
  stage: StageName,
  stop: { reason: string; summary: string; text: string; call?: string; cost?: Partial<StageRow> },
): Outcome {
  return {
    stage,
    row: { ...stop.cost, state: 'stopped', summary: stop.summary },
    headline: 'Redfirst stopped and needs you',
    next: '',
    stop: { reason: stop.reason, text: stop.text, holds: true, ...(stop.call && { call: stop.call }) },
  };
}
