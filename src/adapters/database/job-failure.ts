import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { messageOf } from './database-failure.ts';

const Output = z.object({
  message: z.string(),
  source: z.enum(['github', 'model', 'sandbox', 'git', 'database', 'environment']),
  reason: z.string(),
  retryable: z.boolean(),
});

/** What pg-boss itself writes when a lease ran out. */
const BossOutput = z.object({ value: z.object({ message: z.string() }) });

/** Anything thrown by a turn, as it is stored with the job. What is not a {@link Failure} is a defect of ours. */
export function outputOf(error: unknown): z.infer<typeof Output> {
  if (error instanceof Failure) {
    const { message, source, reason, retryable } = error;
    return { message, source, reason, retryable };
  }
  return { message: messageOf(error), source: 'environment', reason: 'defect', retryable: false };
}

/** The failure that a stored output tells of. */
export function failureOf(output: unknown): Failure {
  const ours = Output.safeParse(output);
  if (ours.success) return new Failure(ours.data.message, ours.data);
  const theirs = BossOutput.safeParse(output);
  const why = theirs.success ? theirs.data.value.message : 'its worker ended without a word';
  return new Failure(`The work on this issue broke off every time: ${why}.`, {
    source: 'environment',
    reason: 'worker-lost',
    retryable: false,
  });
}
