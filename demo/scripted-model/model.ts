import { z } from 'zod';
import { Failure } from '../../src/domain/failure.ts';
import type { ModelReply } from '../../src/domain/model-reply.ts';
import type { Model, ModelCall } from '../../src/ports/model.ts';
import { readerOf, type Script, ScriptError, type ScriptedReply } from './script.ts';

const spend = { calls: 1, inputTokens: 100, outputTokens: 10, usd: 0.001 };

/** A model in the process that says what was written for it, for tests of stages. Records what it was asked. */
export function scriptedModel(...scripts: readonly Script[]): Model & { calls: { name: string; user: string }[] } {
  const read = readerOf(scripts);
  const calls: { name: string; user: string }[] = [];
  return {
    isAvailable: true,
    calls,
    async ask(call) {
      if (call.signal.aborted) throw failure('aborted', true);
      calls.push({ name: call.name, user: call.user });
      return speak(readOrFail(read, call), call);
    },
  };
}

function readOrFail(read: ReturnType<typeof readerOf>, call: ModelCall<unknown>): ScriptedReply {
  try {
    return read({ name: call.name, prompt: `${call.system}\n\n${call.user}` });
  } catch (error) {
    if (error instanceof ScriptError) throw failure('unavailable', true, error.message);
    throw error;
  }
}

async function speak<T>(reply: ScriptedReply, call: ModelCall<T>): Promise<ModelReply<T>> {
  if (reply === 'refusal') return { kind: 'refused', text: 'I cannot help with that.', spend };
  if (reply === 'truncated') return { kind: 'truncated', spend };
  if (reply === 'junk') return { kind: 'junk', problem: 'The answer is not JSON.', spend };
  if (reply === 'hang') throw await aborted(call.signal);
  if ('status' in reply) throw failureOfStatus(reply);
  const parsed = call.schema.safeParse(reply.value);
  if (!parsed.success) return { kind: 'junk', problem: z.prettifyError(parsed.error), spend };
  return { kind: 'answer', value: parsed.data, spend };
}

const aborted = (signal: AbortSignal) =>
  new Promise<Failure>(resolve => signal.addEventListener('abort', () => resolve(failure('aborted', true))));

function failureOfStatus({ status, retryAfter }: { status: number; retryAfter?: number }): Failure {
  const reason = status === 429 ? 'rate-limited' : status >= 500 ? 'unavailable' : 'rejected';
  const patience = retryAfter === undefined ? {} : { retryAfter: retryAfter * 1000 };
  return new Failure(`scripted status ${status}`, { source: 'model', reason, retryable: status !== 400, ...patience });
}

function failure(reason: string, retryable: boolean, message = reason): Failure {
  return new Failure(message, { source: 'model', reason, retryable });
}
