import type { Failure } from '../../domain/failure.ts';
import { silentFailure, timedOutFailure } from './failures.ts';

/** Watches one request: `signal` aborts, with a {@link Failure} as its reason, when it takes too long. */
export interface Clock {
  signal: AbortSignal;
  /** The server gave a sign of life. */
  heard(): void;
  stop(): void;
}

/** Starts a clock for a whole answer and, where a limit is given, for the silence before and between its pieces. */
export function startClock({ timeout, idleTimeout }: { timeout: number; idleTimeout: number | undefined }): Clock {
  const controller = new AbortController();
  const abortAfter = (milliseconds: number, failure: (limit: number) => Failure) =>
    setTimeout(() => controller.abort(failure(milliseconds)), milliseconds);
  const whole = abortAfter(timeout, timedOutFailure);
  const silence = idleTimeout === undefined ? undefined : abortAfter(idleTimeout, silentFailure);
  return {
    signal: controller.signal,
    heard: () => silence?.refresh(),
    stop() {
      clearTimeout(whole);
      clearTimeout(silence);
    },
  };
}

/** The response, whose every byte is a sign of life: some servers send comments while the model thinks. */
export function watched(response: Response, { heard }: Clock): Response {
  heard();
  const body = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        heard();
        controller.enqueue(bytes);
      },
    }),
  );
  return new Response(body ?? null, { status: response.status, headers: response.headers });
}
