import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Script, scripted } from '../../demo/scripted-model/script.ts';
import { type ModelStep, turnOf } from '../../src/domain/dialogue.ts';
import type { Dialogue, Model } from '../../src/ports/model.ts';

const tools = [
  {
    name: 'read',
    description: 'Reads a file.',
    schema: z.object({ path: z.string().min(1), from: z.number().nullable() }),
  },
  { name: 'run', description: 'Runs the tests.', schema: z.object({ only: z.array(z.string()).optional() }) },
];

const dialogueOf = (overrides: Partial<Dialogue> = {}): Dialogue => ({
  name: 'implement',
  system: 'You write code.',
  said: [{ by: 'user', text: 'Write this.' }],
  tools,
  signal: new AbortController().signal,
  ...overrides,
});

const reading = (path: string) => ({ tool: 'read', arguments: { path, from: null } });

function callsOf(step: ModelStep) {
  if (step.kind !== 'step') throw new Error(`the model took no step: ${step.kind}`);
  return step.calls;
}

/** How every {@link Model} goes through a dialogue with tools, whoever speaks behind it. */
export function stepContract(name: string, start: (script: Script) => Promise<Model>): void {
  const step = async (replies: unknown[], dialogue = dialogueOf()) =>
    (await start(scripted({ [dialogue.name]: replies }))).step(dialogue);

  describe(`${name} in a dialogue with tools`, () => {
    it('calls a tool with arguments as JSON, and says what the step cost', async () => {
      const reply = await step([{ text: 'I look.', calls: [reading('a.ts')] }]);
      expect(reply).toMatchObject({ kind: 'step', text: 'I look.', spend: { calls: 1 } });
      expect(reply.spend.inputTokens).toBeGreaterThan(0);
      expect(reply.spend.outputTokens).toBeGreaterThan(0);
      const [call, ...others] = callsOf(reply);
      expect(others).toEqual([]);
      expect(call).toMatchObject({ id: expect.stringMatching(/./), tool: 'read' });
      expect(JSON.parse(call?.arguments ?? '')).toEqual({ path: 'a.ts', from: null });
    });

    it('calls several tools at once, each with an id of its own', async () => {
      const calls = callsOf(
        await step([{ calls: [reading('a.ts'), reading('b.ts'), { tool: 'run', arguments: {} }] }]),
      );
      expect(calls.map(call => call.tool)).toEqual(['read', 'read', 'run']);
      expect(new Set(calls.map(call => call.id)).size).toBe(3);
    });

    it('goes on from what the tools said, until it calls none', async () => {
      const model = await start(
        scripted({
          implement: [{ calls: [reading('a.ts'), reading('b.ts')] }, { calls: [reading('c.ts')] }, { text: 'Done.' }],
        }),
      );
      const said = [...dialogueOf().said];
      for (let turn = 1; turn <= 2; turn += 1) {
        const reply = await model.step(dialogueOf({ said }));
        if (reply.kind !== 'step') throw new Error(reply.kind);
        const answers = reply.calls.map(({ id }) => ({ by: 'tool' as const, id, text: `export const n = ${turn};` }));
        said.push(turnOf(reply), ...answers);
      }
      const last = await model.step(dialogueOf({ said }));
      expect(last).toMatchObject({ kind: 'step', text: 'Done.', calls: [] });
      expect(new Set(said.flatMap(one => (one.by === 'tool' ? [one.id] : []))).size).toBe(3);
    });

    it('hands over what the model wrote, though it be no JSON and no tool of ours, and takes it back', async () => {
      const model = await start(
        scripted({ implement: [{ calls: [{ tool: 'delete', arguments: '{"path": ' }] }, { text: 'Sorry.' }] }),
      );
      const reply = await model.step(dialogueOf());
      const [call] = callsOf(reply);
      expect(call).toMatchObject({ tool: 'delete', arguments: '{"path": ' });
      if (reply.kind !== 'step' || !call) throw new Error('no call');
      const said = [...dialogueOf().said, turnOf(reply), { by: 'tool' as const, id: call.id, text: 'No such tool.' }];
      expect(await model.step(dialogueOf({ said }))).toMatchObject({ text: 'Sorry.', calls: [] });
    });

    it('reports a refusal with its words', async () => {
      expect(await step(['refusal'])).toMatchObject({ kind: 'refused', text: 'I cannot help with that.' });
    });

    it('reports a step that was cut off', async () => {
      expect(await step(['truncated'])).toMatchObject({ kind: 'truncated', spend: { calls: 1 } });
    });

    it('throws when the server rejects the request', async () => {
      await expect(step([{ status: 400 }, { status: 400 }])).rejects.toMatchObject({
        source: 'model',
        reason: 'rejected',
      });
    });

    it('throws at once when the server wants more patience than a worker has, and says how much', async () => {
      const busy = { reason: 'rate-limited', retryable: true, retryAfter: 60_000 };
      await expect(step([{ status: 429, retryAfter: 60 }])).rejects.toMatchObject(busy);
    });

    it('gives up when the turn ends while the model is thinking', async () => {
      const turn = new AbortController();
      const waiting = step(['hang'], dialogueOf({ signal: turn.signal }));
      setTimeout(() => turn.abort(), 100);
      await expect(waiting).rejects.toMatchObject({ source: 'model', reason: 'aborted' });
    });

    it('does not ask when the turn has ended already', async () => {
      const dialogue = dialogueOf({ signal: AbortSignal.abort() });
      await expect(step([{ text: 'Done.' }], dialogue)).rejects.toMatchObject({ reason: 'aborted' });
    });
  });
}
