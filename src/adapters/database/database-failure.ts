import { Failure } from '../../domain/failure.ts';

/** The store did not work. Retryable, because a server or a disk comes back. */
export function databaseFailure(message: string, cause: unknown): Failure {
  return new Failure(message, { source: 'database', reason: 'unreachable', retryable: true }, cause);
}

/** The words of anything thrown. A connection refused at several addresses is an AggregateError without a message. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(messageOf))].join('; ');
  return error instanceof Error ? error.message : String(error);
}
