import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scriptedModel } from '../../../demo/scripted-model/model.ts';
import { scripted } from '../../../demo/scripted-model/script.ts';
import { journaledModel } from '../../../src/engine/journaled-model.ts';
import type { Model } from '../../../src/ports/model.ts';
import { type Offer, offer, type Result } from '../../../src/writer/loop/offer.ts';
import { type Limits, work } from '../../../src/writer/loop/work.ts';
import { memoryJournal } from '../../engine/fakes.ts';

const limits: Limits = { steps: 20, attempts: 3, context: 50_000, tokens: 1_000_000 };
const call = (tool: string, given: Record<string, unknown> | string = {}) => ({
  calls: [{ tool, arguments: given }],
});
const finding = (message: string) => ({ rule: 'x', message });
const failingOn = (log: string, state: string, isFinal = false) => ({ log, paths: ['a.py'], work: state, isFinal });

const look = offer({ name: 'look', description: 'Looks.', schema: z.object({ path: z.string() }) }, ({ path }) => ({
  kind: 'told',
  text: `${path} is empty.`,
  note: `${path} was looked at`,
}));

/** An action whose results are given beforehand, one after the other. */
function doing<P>(name: string, ...results: Result<P>[]): Offer<P> {
  return offer<object, P>({ name, description: '', schema: z.object({}) }, () => {
    const [next = { kind: 'refused', text: 'no more' } as const] = results.splice(0, 1);
    return next;
  });
}

const done = () => doing('done', { kind: 'over', product: 'the work' });

async function play(
  replies: unknown[],
  offers: Offer<string>[],
  over: { limits?: Partial<Limits>; model?: Model } = {},
) {
  const scripts = scriptedModel(scripted({ implement: replies }));
  const ending = await work<string>({
    model: over.model ?? scripts,
    name: 'implement',
    system: 'Work.',
    task: 'The task.',
    offers,
    limits: { ...limits, ...over.limits },
    signal: new AbortController().signal,
  });
  return { ending, asked: scripts.calls.map(({ user }) => user) };
}

describe('a dialogue', () => {
  it('goes on until an action ends it, and adds up what the steps cost', async () => {
    const { ending, asked } = await play([call('look', { path: 'a.py' }), call('done')], [look, done()]);
    expect(ending).toMatchObject({ kind: 'over', product: 'the work', spend: { calls: 2, inputTokens: 200 } });
    expect(asked[1]).toBe('The task.\n\n\nlook {"path":"a.py"}\n\na.py is empty.');
  });

  it('tells the model what there is when it makes an action up', async () => {
    const { asked } = await play([call('shell', { run: 'ls' }), call('done')], [look, done()]);
    expect(asked[1]).toContain('There is no "shell". What there is: look, done.');
  });

  it.each([
    ['that are no JSON', '{"path": ', 'The arguments are not JSON. Nothing was done.'],
    ['of another form', { file: 'a.py' }, 'The arguments do not fit; nothing was done.\n✖ Invalid input'],
  ])('refuses arguments %s', async (_what, given, said) => {
    const { ending, asked } = await play([call('look', given), call('done')], [look, done()]);
    expect(asked[1]).toContain(said);
    expect(ending.kind).toBe('over');
  });

  it('says so when nothing was done, and when the answer was cut off', async () => {
    const { asked } = await play(['junk', 'truncated', call('done')], [done()]);
    expect(asked[1]).toContain('Nothing was done. Act');
    expect(asked[2]).toContain('cut off at the output limit');
  });

  it('ends when the model refuses', async () => {
    const { ending } = await play(['refusal'], [done()]);
    expect(ending).toMatchObject({ reason: 'refused', history: [[{ message: 'I cannot help with that.' }]] });
  });

  it('ends after ten turns in which nothing was done as it may be', async () => {
    const { ending, asked } = await play(Array(12).fill(call('shell')), [done()]);
    expect(ending).toMatchObject({ kind: 'given-up', reason: 'stuck' });
    expect(asked).toHaveLength(10);
  });

  it('does not do more than sixty-four actions of one turn', async () => {
    const many = { calls: Array(70).fill({ tool: 'look', arguments: { path: 'a.py' } }) };
    const { asked } = await play([many, call('done')], [look, done()]);
    expect(asked[1]?.match(/a\.py is empty/g)).toHaveLength(64);
    expect(asked[1]?.match(/64 actions are enough/g)).toHaveLength(6);
  });

  it('ends when the turn of the worker does', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'));
    const model = scriptedModel(scripted({ implement: [call('done')] }));
    const task = { model, name: 'implement', system: '', task: '', offers: [done()], limits, signal };
    await expect(work(task)).rejects.toThrow('cancelled');
    expect(model.calls).toEqual([]);
  });
});

describe('the limits', () => {
  it.each([
    ['steps', { steps: 3 }, 'steps', 3],
    ['tokens', { tokens: 200 }, 'tokens', 2],
  ])('%s end it', async (_what, less, reason, steps) => {
    const replies = Array.from({ length: 9 }, (_, index) => call('look', { path: `${index}.py` }));
    const { ending, asked } = await play(replies, [look], { limits: less });
    expect(ending).toMatchObject({ kind: 'given-up', reason });
    expect(asked).toHaveLength(steps);
  });

  it('work that is handed in and rejected three times ends it, with what was wrong each time', async () => {
    const reject = (message: string): Result<string> => ({
      kind: 'rejected',
      findings: [finding(message)],
      failing: failingOn(message, message, true),
    });
    const offers = [doing('done', reject('one'), reject('two'), reject('three'))];
    const { ending, asked } = await play(Array(4).fill(call('done')), offers);
    expect(asked[1]).toContain('It is not done yet:\n- one');
    expect(ending).toMatchObject({
      reason: 'rejected',
      history: [[finding('one')], [finding('two')], [finding('three')]],
    });
  });
});

describe('the same failure', () => {
  const fail = (log: string, state: string): Result<string> => ({
    kind: 'told',
    text: log,
    note: log,
    failing: failingOn(log, state),
  });

  it('a second time asks for another approach, a third time ends it', async () => {
    const offers = [doing('run', fail('took 1.2s', 'a'), fail('took 0.9s', 'b'), fail('took 3s', 'c'))];
    const { ending, asked } = await play(Array(4).fill(call('run')), offers);
    expect(asked[1]).not.toContain('the same failure');
    expect(asked[2]).toContain('take another approach');
    expect(ending).toMatchObject({
      reason: 'stuck',
      history: [[{ message: 'The same failure three times: took 3s' }]],
    });
  });

  it('on the very same work is no new one', async () => {
    const offers = [doing('run', fail('red', 'a'), fail('red', 'a'), fail('red', 'a'), fail('red', 'a')), done()];
    const { ending, asked } = await play([...Array(4).fill(call('run')), call('done')], offers);
    expect(asked[2]).toContain('Nothing was changed since this was seen last.');
    expect(ending.kind).toBe('over');
  });
});

describe('a dialogue that starts over', () => {
  it('pays for no step twice', async () => {
    const journal = memoryJournal();
    const broken = scriptedModel(scripted({ implement: [call('look', { path: 'a.py' }), { status: 500 }] }));
    const remembering = (model: Model) => journaledModel(model, journal, { feature: '1/2/3', anew: {} });
    await expect(play([], [look, done()], { model: remembering(broken) })).rejects.toThrow('scripted status 500');

    const model = scriptedModel(scripted({ implement: [call('done')] }));
    const { ending } = await play([], [look, done()], { model: remembering(model) });
    expect(ending).toMatchObject({ kind: 'over', spend: { calls: 2 } });
    expect(model.calls).toHaveLength(1);
    expect(model.calls[0]?.user).toContain('a.py is empty.');
  });
});
