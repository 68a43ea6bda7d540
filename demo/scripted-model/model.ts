import { z } from 'zod';
import type { ModelStep, Said } from '../../src/domain/dialogue.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { ModelReply } from '../../src/domain/model-reply.ts';
import type { Dialogue, Model, ModelCall } from '../../src/ports/model.ts';
import { type Question, readerOf, type Script, ScriptError, type ScriptedReply } from './script.ts';
import { utteranceOf } from './utterance.ts';

const spend = { calls: 1, inputTokens: 100, cachedTokens: 0, outputTokens: 10, usd: 0.001 };

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
      return speak(readOrFail(read, { name: call.name, prompt: `${call.system}\n\n${call.user}` }), call);
    },
    async step(dialogue) {
      if (dialogue.signal.aborted) throw failure('aborted', true);
      const { name, system, said } = dialogue;
      const user = said.map(wordsOf).join('\n\n');
      calls.push({ name, user });
      return takeStep(readOrFail(read, { name, prompt: `${system}\n\n${user}` }), dialogue);
    },
  };
}

function wordsOf(said: Said): string {
  if (said.by !== 'model') return said.text;
  return [said.text, ...said.calls.map(call => `${call.tool} ${call.arguments}`)].join('\n');
}

function readOrFail(read: ReturnType<typeof readerOf>, question: Question): ScriptedReply {
  try {
    return read(question);
  } catch (error) {
    if (error instanceof ScriptError) throw failure('unavailable', true, error.message);
    throw error;
  }
}

async function speak<T>(reply: ScriptedReply, call: ModelCall<T>): Promise<ModelReply<T>> {
  if (reply === 'refusal') return { kind: 'refused', text: 'I cannot help with that.', spend };
  if (reply === 'truncated') return { kind: 'truncated', spend };
  if (reply === 'junk') return { kind: 'junk', problem: 'The answer is not JSON.', spend };
  if (typeof reply === 'string' || 'status' in reply) return speakNot(reply, call.signal);
  const parsed = call.schema.safeParse(reply.value);
  if (!parsed.success) return { kind: 'junk', problem: z.prettifyError(parsed.error), spend };
  return { kind: 'answer', value: parsed.data, spend };
}

async function takeStep(reply: ScriptedReply, { said, signal }: Dialogue): Promise<ModelStep> {
  const utterance = utteranceOf(reply, true);
  if (utterance?.end !== 'whole') return speakNot(reply, signal);
  const { text, refusal, calls, finish } = utterance;
  if (refusal !== null) return { kind: 'refused', text: refusal, spend };
  if (finish === 'length') return { kind: 'truncated', spend };
  const withIds = calls.map((call, index) => ({ ...call, id: `call_${said.length}_${index}` }));
  return { kind: 'step', text: text ?? '', calls: withIds, spend };
}

/** There are no words that can be used, only a failure. */
async function speakNot(reply: ScriptedReply, signal: AbortSignal): Promise<never> {
  if (reply === 'hang-up') throw failure('unavailable', true);
  throw typeof reply === 'object' && 'status' in reply ? failureOfStatus(reply) : await aborted(signal);
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
