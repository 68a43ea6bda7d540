import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Script, scripted } from '../../demo/scripted-model/script.ts';
import type { Model, ModelCall } from '../../src/ports/model.ts';
import { stepContract } from './model-steps.ts';

const Shape = z.object({
  name: z.string().min(1),
  parts: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text: z.string() }),
      z.object({ kind: z.literal('number'), number: z.number() }),
    ]),
  ),
});
type Shape = z.infer<typeof Shape>;

const answer: Shape = {
  name: 'two',
  parts: [
    { kind: 'text', text: 'a\nü' },
    { kind: 'number', number: 2 },
  ],
};

const callOf = (overrides: Partial<ModelCall<Shape>> = {}): ModelCall<Shape> => ({
  name: 'plan',
  system: 'You plan.',
  user: 'Plan this.',
  schema: Shape,
  signal: new AbortController().signal,
  ...overrides,
});

/** What every {@link Model} does, whoever speaks behind it. `start` gives one that speaks the script. */
export function modelContract(name: string, start: (script: Script) => Promise<Model>): void {
  stepContract(name, start);

  const ask = async (replies: unknown[], call = callOf()) =>
    (await start(scripted({ [call.name]: replies }))).ask(call);

  describe(`${name} as a model`, () => {
    it('is available', async () => {
      expect((await start(scripted({}))).isAvailable).toBe(true);
    });

    it('answers with data that fits the schema, and says what it cost', async () => {
      const reply = await ask([answer]);
      expect(reply).toMatchObject({ kind: 'answer', value: answer, spend: { calls: 1 } });
      expect(reply.spend.inputTokens).toBeGreaterThan(0);
      expect(reply.spend.outputTokens).toBeGreaterThan(0);
    });

    it('tells calls apart by their name', async () => {
      const model = await start(scripted({ plan: [answer], tests: [{ ...answer, name: 'other' }] }));
      expect(await model.ask(callOf({ name: 'tests' }))).toMatchObject({ value: { name: 'other' } });
      expect(await model.ask(callOf())).toMatchObject({ value: answer });
    });

    it('reports a refusal with its words', async () => {
      expect(await ask(['refusal'])).toMatchObject({ kind: 'refused', text: 'I cannot help with that.' });
    });

    it('reports an answer that was cut off', async () => {
      expect(await ask(['truncated'])).toMatchObject({ kind: 'truncated', spend: { calls: 1 } });
    });

    it('reports an answer that is not JSON', async () => {
      expect(await ask(['junk'])).toMatchObject({ kind: 'junk', problem: 'The answer is not JSON.' });
    });

    it('reports an answer that does not fit, and where', async () => {
      const reply = await ask([{ name: '', parts: [{ kind: 'text' }] }]);
      expect(reply).toMatchObject({
        kind: 'junk',
        problem: expect.stringMatching(/at name[\s\S]*at parts\[0\]\.text/),
      });
    });

    it('throws when the server rejects the request', async () => {
      await expect(ask([{ status: 400 }, { status: 400 }])).rejects.toMatchObject({
        name: 'Failure',
        source: 'model',
        reason: 'rejected',
        retryable: false,
      });
    });

    it('throws at once when the server wants more patience than a worker has, and says how much', async () => {
      await expect(ask([{ status: 429, retryAfter: 60 }])).rejects.toMatchObject({
        source: 'model',
        reason: 'rate-limited',
        retryable: true,
        retryAfter: 60_000,
      });
    });

    it('gives up when the turn ends while the model is thinking', async () => {
      const turn = new AbortController();
      const waiting = ask(['hang'], callOf({ signal: turn.signal }));
      setTimeout(() => turn.abort(), 100);
      await expect(waiting).rejects.toMatchObject({ source: 'model', reason: 'aborted' });
    });

    it('does not ask when the turn has ended already', async () => {
      await expect(ask([answer], callOf({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ reason: 'aborted' });
    });
  });
}
