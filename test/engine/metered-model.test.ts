import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scriptedModel } from '../../demo/scripted-model/model.ts';
import { scripted } from '../../demo/scripted-model/script.ts';
import type { Cost } from '../../src/domain/cost.ts';
import { Failure } from '../../src/domain/failure.ts';
import { journaledModel } from '../../src/engine/journaled-model.ts';
import { meteredModel } from '../../src/engine/metered-model.ts';
import type { Dialogue, Model, ModelCall } from '../../src/ports/model.ts';
import { memoryJournal } from './fakes.ts';

const call: ModelCall<{ text: string }> = {
  name: 'plan',
  system: 'Be brief.',
  user: 'Say hello.',
  schema: z.object({ text: z.string() }),
  signal: new AbortController().signal,
};
const failing = (reason: string): Model => {
  const fail = () => Promise.reject(new Failure('no', { source: 'model', reason, retryable: true }));
  return { isAvailable: true, ask: fail, step: fail };
};
const dialogue: Dialogue = { name: 'implement', system: '', said: [], tools: [], signal: call.signal };

function meterOf(allow: () => Promise<void> = async () => {}) {
  const noted: Cost[] = [];
  return { noted, allow, note: async (cost: Cost) => void noted.push(cost) };
}

describe('meteredModel', () => {
  it('notes what an answer cost before anybody has it', async () => {
    const meter = meterOf();
    const reply = await meteredModel(scriptedModel(scripted({ plan: [{ text: 'hello' }] })), meter).ask(call);
    const { spend } = reply;
    const tokens = spend.inputTokens + spend.outputTokens;
    expect(meter.noted).toEqual([{ calls: 1, tokens, ...(spend.usd !== undefined && { usd: spend.usd }) }]);
  });

  it.each(['junk', 'refusal', 'truncated'])('notes what %s cost', async fault => {
    const meter = meterOf();
    await meteredModel(scriptedModel(scripted({ plan: [fault] })), meter).ask(call);
    expect(meter.noted).toMatchObject([{ calls: 1 }]);
  });

  it('counts a call that the server turned down as one that cost nothing', async () => {
    const meter = meterOf();
    await expect(meteredModel(failing('rate-limited'), meter).ask(call)).rejects.toThrow('no');
    expect(meter.noted).toEqual([{ calls: 1, tokens: 0, usd: 0 }]);
  });

  it('does not claim to know what a call cost that was cut off', async () => {
    const meter = meterOf();
    await expect(meteredModel(failing('timed-out'), meter).ask(call)).rejects.toThrow('no');
    expect(meter.noted).toEqual([{ calls: 1, tokens: 0 }]);
  });

  it('notes a step of a dialogue as it does an answer', async () => {
    const meter = meterOf();
    await expect(meteredModel(failing('rate-limited'), meter).step(dialogue)).rejects.toThrow('no');
    expect(meter.noted).toEqual([{ calls: 1, tokens: 0, usd: 0 }]);
  });

  it('asks nothing when the budget is used up', async () => {
    const meter = meterOf(() => Promise.reject(new Error('used up')));
    const model = scriptedModel(scripted({ plan: [{ text: 'hello' }] }));
    await expect(meteredModel(model, meter).ask(call)).rejects.toThrow('used up');
    expect([model.calls, meter.noted]).toEqual([[], []]);
  });

  it('under the journal: what is remembered is asked for nowhere and costs nothing', async () => {
    const meter = meterOf();
    const model = meteredModel(scriptedModel(scripted({ plan: [{ text: 'hello' }] })), meter);
    const journal = memoryJournal();
    const journaled = () => journaledModel(model, journal, { feature: '1/2/3', anew: {} });
    await journaled().ask(call);
    await journaled().ask(call);
    expect(meter.noted).toHaveLength(1);
  });
});
