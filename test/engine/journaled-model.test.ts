import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scriptedModel } from '../../demo/scripted-model/model.ts';
import { scripted } from '../../demo/scripted-model/script.ts';
import { noSpend } from '../../src/domain/stage.ts';
import { journaledModel } from '../../src/engine/journaled-model.ts';
import type { Dialogue, ModelCall } from '../../src/ports/model.ts';
import type { Journal } from '../../src/ports/queue.ts';

const Greeting = z.object({ text: z.string() });
const call: ModelCall<z.infer<typeof Greeting>> = {
  name: 'plan',
  system: 'Be brief.',
  user: 'Say hello.',
  schema: Greeting,
  signal: new AbortController().signal,
};

function memoryJournal(): Journal & { entries: Map<string, unknown>; features: Set<string> } {
  const entries = new Map<string, unknown>();
  const features = new Set<string>();
  return {
    entries,
    features,
    recall: async key => entries.get(key),
    record: async ({ key, feature, value }) => {
      features.add(feature);
      entries.set(key, JSON.parse(JSON.stringify(value)));
    },
  };
}

describe('journaledModel', () => {
  it('asks once and remembers the answer with what it cost', async () => {
    const model = scriptedModel(scripted({ plan: [{ text: 'hello' }] }));
    const journal = memoryJournal();

    const first = await journaledModel(model, journal, { feature: '1/2/3', anew: {} }).ask(call);
    const second = await journaledModel(model, journal, { feature: '1/2/3', anew: {} }).ask(call);

    expect(second).toEqual(first);
    expect(model.calls).toHaveLength(1);
    expect([...journal.features]).toEqual(['1/2/3']);
  });

  it.each([
    ['the name', { name: 'tests' }],
    ['the system prompt', { system: 'Be long.' }],
    ['the user prompt', { user: 'Say goodbye.' }],
    ['the schema', { schema: z.object({ text: z.string(), more: z.string().nullable() }) }],
  ])('asks again when %s is another', async (_what, other) => {
    const answer = { text: 'hello', more: null };
    const model = scriptedModel(scripted({ plan: [answer, answer], tests: [answer] }));
    const journaled = journaledModel(model, memoryJournal(), { feature: '1/2/3', anew: {} });

    await journaled.ask(call);
    await journaled.ask({ ...call, ...other });

    expect(model.calls).toHaveLength(2);
  });

  it.each(['junk', 'truncated'])('remembers %s, on which depends what is asked next', async fault => {
    const model = scriptedModel(scripted({ plan: [fault, { text: 'hello' }] }));
    const journal = memoryJournal();
    const again = () => journaledModel(model, journal, { feature: '1/2/3', anew: {} });

    const first = await again().ask(call);
    expect(first.kind).toBe(fault);
    expect(await again().ask(call)).toEqual(first);
    expect(model.calls).toHaveLength(1);
  });

  it('asks twice what one stage asks twice, and remembers each answer', async () => {
    const model = scriptedModel({ ...scripted({ plan: [{ text: 'one' }, { text: 'two' }] }), isFickle: true });
    const journal = memoryJournal();
    for (let turn = 0; turn < 2; turn += 1) {
      const stage = journaledModel(model, journal, { feature: '1/2/3', anew: {} });
      expect(await stage.ask(call)).toMatchObject({ value: { text: 'one' } });
      expect(await stage.ask(call)).toMatchObject({ value: { text: 'two' } });
    }
    expect(model.calls).toHaveLength(2);
  });

  it('asks anew what began anew, and goes on from there', async () => {
    const script = scripted({ plan: [{ text: 'old' }, { text: 'new' }], tests: [{ text: 'kept' }] });
    const model = scriptedModel({ ...script, isFickle: true });
    const journal = memoryJournal();
    const asker = (anew: Record<string, number>) => journaledModel(model, journal, { feature: '1/2/3', anew });
    await asker({}).ask(call);
    await asker({}).ask({ ...call, name: 'tests' });

    for (let turn = 0; turn < 2; turn += 1) {
      expect(await asker({ plan: 41 }).ask(call)).toMatchObject({ value: { text: 'new' } });
      expect(await asker({ plan: 41 }).ask({ ...call, name: 'tests' })).toMatchObject({ value: { text: 'kept' } });
    }
    expect(model.calls).toHaveLength(3);
  });

  it.each(['refusal'])('does not remember %s', async fault => {
    const model = scriptedModel(scripted({ plan: [fault, { text: 'hello' }] }));
    const journal = memoryJournal();
    const again = () => journaledModel(model, journal, { feature: '1/2/3', anew: {} });

    expect((await again().ask(call)).kind).not.toBe('answer');
    expect(await again().ask(call)).toMatchObject({ kind: 'answer', value: { text: 'hello' } });
  });

  it('asks again when what is remembered cannot be read', async () => {
    const model = scriptedModel(scripted({ plan: [{ text: 'hello' }] }));
    const journal = memoryJournal();
    const again = () => journaledModel(model, journal, { feature: '1/2/3', anew: {} });
    await again().ask(call);
    for (const key of journal.entries.keys())
      journal.entries.set(key, { kind: 'answer', value: { text: 7 }, spend: noSpend });

    expect(await again().ask(call)).toMatchObject({ kind: 'answer', value: { text: 'hello' } });
    expect(model.calls).toHaveLength(2);
  });

  const tool = { name: 'read', description: 'Reads a file.', schema: z.object({ path: z.string() }) };
  const dialogue: Dialogue = {
    name: 'implement',
    system: 'Be brief.',
    said: [{ by: 'user', text: 'Say hello.' }],
    tools: [tool],
    signal: new AbortController().signal,
  };

  it('takes a step once and remembers it with what it cost', async () => {
    const model = scriptedModel(scripted({ implement: [{ calls: [{ tool: 'read', arguments: { path: 'a' } }] }] }));
    const journal = memoryJournal();

    const first = await journaledModel(model, journal, { feature: '1/2/3', anew: {} }).step(dialogue);
    const second = await journaledModel(model, journal, { feature: '1/2/3', anew: {} }).step(dialogue);

    expect(first).toMatchObject({ kind: 'step', calls: [{ tool: 'read' }] });
    expect(second).toEqual(first);
    expect(model.calls).toHaveLength(1);
  });

  it.each([
    ['what was said', { said: [{ by: 'user' as const, text: 'Say goodbye.' }] }],
    ['a tool', { tools: [{ ...tool, schema: z.object({ file: z.string() }) }] }],
    ['what a tool is for', { tools: [{ ...tool, description: 'Reads no file.' }] }],
  ])('takes another step when %s is another', async (_what, other) => {
    const model = scriptedModel(scripted({ implement: [{ text: 'hello' }, { text: 'bye' }] }));
    const journaled = journaledModel(model, memoryJournal(), { feature: '1/2/3', anew: {} });

    await journaled.step(dialogue);
    await journaled.step({ ...dialogue, ...other });

    expect(model.calls).toHaveLength(2);
  });

  it('remembers a step that was cut off, on which depends what is said next', async () => {
    const model = scriptedModel(scripted({ implement: ['truncated', { text: 'hello' }] }));
    const journal = memoryJournal();
    const again = () => journaledModel(model, journal, { feature: '1/2/3', anew: {} });

    const first = await again().step(dialogue);
    expect(first.kind).toBe('truncated');
    expect(await again().step(dialogue)).toEqual(first);
  });

  it.each(['refusal'])('does not remember %s as a step', async fault => {
    const model = scriptedModel(scripted({ implement: [fault, { text: 'hello' }] }));
    const journal = memoryJournal();
    const again = () => journaledModel(model, journal, { feature: '1/2/3', anew: {} });

    expect((await again().step(dialogue)).kind).not.toBe('step');
    expect(await again().step(dialogue)).toMatchObject({ kind: 'step', text: 'hello', calls: [] });
  });

  it('is as available as the model behind it', () => {
    expect(journaledModel(scriptedModel(), memoryJournal(), { feature: '1/2/3', anew: {} }).isAvailable).toBe(true);
  });
});
