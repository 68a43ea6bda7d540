import { Failure } from '../../domain/failure.ts';

/** GitHub did not take the App's own signature: what is to be looked at. */
export function wrongKey(appId: number, cause: Failure): Failure {
  const { source, reason, retryable } = cause;
  const remedy = "Take APP_ID and the private key from one App's settings page, on the host that GHE_HOST names.";
  const message = `APP_ID ${appId} and the private key do not belong together. ${cause.message}. ${remedy}`;
  return new Failure(message, { source, reason, retryable }, cause);
}
