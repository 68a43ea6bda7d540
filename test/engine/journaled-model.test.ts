import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scriptedModel } from '../../demo/scripted-model/model.ts';
import { scripted } from '../../demo/scripted-model/script.ts';
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

    const first = await journaledModel(model, journal, { feature: '1/2/3', salt: '' }).ask(call);
    const second = await journaledModel(model, journal, { feature: '1/2/3', salt: '' }).ask(call);

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
    const journaled = journaledModel(model, memoryJournal(), { feature: '1/2/3', salt: '' });

    await journaled.ask(call);
    await journaled.ask({ ...call, ...other });

    expect(model.calls).toHaveLength(2);
  });

  it.each(['refusal'])('does not remember %s', async fault => {
    const model = scriptedModel(scripted({ plan: [fault, { text: 'hello' }] }));
    const journaled = journaledModel(model, memoryJournal(), { feature: '1/2/3', salt: '' });

    expect((await journaled.ask(call)).kind).not.toBe('answer');
    expect(await journaled.ask(call)).toMatchObject({ kind: 'answer', value: { text: 'hello' } });
  });

  it('asks again when what is remembered cannot be read', async () => {
    const model = scriptedModel(scripted({ plan: [{ text: 'hello' }] }));
    const journal = memoryJournal();
    const journaled = journaledModel(model, journal, { feature: '1/2/3', salt: '' });
    await journaled.ask(call);
    for (const key of journal.entries.keys()) journal.entries.set(key, { value: { text: 7 } });

    expect(await journaled.ask(call)).toMatchObject({ kind: 'answer', value: { text: 'hello' } });
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

    const first = await journaledModel(model, journal, { feature: '1/2/3', salt: '' }).step(dialogue);
    const second = await journaledModel(model, journal, { feature: '1/2/3', salt: '' }).step(dialogue);

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
    const journaled = journaledModel(model, memoryJournal(), { feature: '1/2/3', salt: '' });

    await journaled.step(dialogue);
    await journaled.step({ ...dialogue, ...other });

    expect(model.calls).toHaveLength(2);
  });

  it.each(['refusal'])('does not remember %s as a step', async fault => {
    const model = scriptedModel(scripted({ implement: [fault, { text: 'hello' }] }));
    const journaled = journaledModel(model, memoryJournal(), { feature: '1/2/3', salt: '' });

    expect((await journaled.step(dialogue)).kind).not.toBe('step');
    expect(await journaled.step(dialogue)).toMatchObject({ kind: 'step', text: 'hello', calls: [] });
  });

  it('is as available as the model behind it', () => {
    expect(journaledModel(scriptedModel(), memoryJournal(), { feature: '1/2/3', salt: '' }).isAvailable).toBe(true);
  });
});
