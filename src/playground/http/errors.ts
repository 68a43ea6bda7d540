import { Refusal, type RefusalType } from '../refusal.ts';
import type { ApiAnswer } from './api.ts';

const statusOf: Record<RefusalType, number> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STALE_DATA: 409,
  GONE: 410,
  UNPROCESSABLE: 422,
};

/** A failure as GitHub's REST API words it. What is no refusal is a fault of ours: 500 with its message. */
export function answerOf(error: unknown): ApiAnswer {
  const documentation_url = 'https://docs.github.com/rest';
  if (!(error instanceof Refusal)) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: 500, body: { message: `Playground fault: ${message}`, documentation_url, status: '500' } };
  }
  const status = statusOf[error.type];
  const details = error.errors && { errors: error.errors };
  return { status, body: { message: error.message, ...details, documentation_url, status: String(status) } };
}
