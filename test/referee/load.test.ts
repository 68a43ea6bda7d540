import { describe, expect, it } from 'vitest';
import type { SandboxResult } from '../../src/ports/sandbox.ts';
import { itemsIn, judgeLoad, type LoadRules } from '../../src/referee/load.ts';

const rules: LoadRules = { run: 'python load.py --size 500', items: undefined, slower: 3, time: 'advisory' };
const run = (over: Partial<SandboxResult> = {}): SandboxResult => ({
  ...{ ending: 'exited', exitCode: 0, output: '', seconds: 10, artifacts: {} },
  ...over,
});
const judge = (now: SandboxResult, { base = run(), ...over }: Partial<LoadRules> & { base?: SandboxResult } = {}) =>
  judgeLoad({ now, base, rules: { ...rules, ...over } });
const resultsOf = (...args: Parameters<typeof judge>) => judge(...args).map(({ result }) => result);
const evidenceOf = (...args: Parameters<typeof judge>) => judge(...args).map(({ evidence }) => evidence);

describe('a load', () => {
  it('that holds: it ended well, lost nothing and took no longer', () => {
    expect(judge(run({ output: 'items: 500/500\n' }))).toEqual([
      { item: 'load: `python load.py --size 500`', result: 'pass', evidence: 'exit code 0 in 10 s' },
      { item: 'load: items', result: 'pass', evidence: '500 of 500 received' },
      { item: 'load: time', result: 'pass', evidence: '1.0 times the base (10 s)' },
    ]);
  });

  it.each<[string, Partial<SandboxResult>, RegExp]>([
    ['with an exit code', { exitCode: 1, output: 'boom\n' }, /^exit code 1: boom$/],
    ['by a signal', { exitCode: 139 }, /^killed by SIGSEGV \(exit code 139\)$/],
    ['by a signal that the sandbox saw itself', { exitCode: null }, /^was killed$/],
    ['never', { ending: 'timed-out', exitCode: null }, /^did not end within its time$/],
    ['for want of memory', { ending: 'out-of-memory', exitCode: 137 }, /^ran out of memory$/],
  ])('that crashes ends %s', (_, over, expected) => {
    const [row, ...rest] = judge(run(over));
    expect(row?.result).toBe('fail');
    expect(row?.evidence).toMatch(expected);
    expect(rest, 'nothing else is claimed of it').toEqual([]);
  });

  it('that crashed on the base as well, and says nothing new, is said and not blamed', () => {
    const broken = run({ exitCode: 1, output: 'boom in 3 s\n' });
    expect(judge(run({ exitCode: 1, output: 'boom in 4 s\n' }), { base: broken })).toEqual([
      {
        item: 'load: `python load.py --size 500`',
        result: 'advisory',
        evidence: 'red at base, nothing new: exit code 1: boom in 4 s',
        isUnexpected: true,
      },
    ]);
    expect(resultsOf(run({ exitCode: 1, output: 'bang\n' }), { base: broken })).toEqual(['fail']);
    expect(resultsOf(run({ exitCode: 139, output: 'boom in 3 s\n' }), { base: broken })).toEqual(['fail']);
  });

  it('that loses items fails, whatever its exit code', () => {
    expect(judge(run({ output: 'items: 498/500\n' }))[1]).toEqual({
      item: 'load: items',
      result: 'fail',
      evidence: '498 of 500 received: 2 lost',
    });
  });

  it('that lost as many on the base is red there already', () => {
    const base = run({ output: 'items: 498/500\n' });
    expect(judge(run({ output: 'items: 498/500\n' }), { base })[1]).toMatchObject({ result: 'advisory' });
    expect(judge(run({ output: 'items: 497/500\n' }), { base })[1]).toMatchObject({ result: 'fail' });
  });

  it('that says nothing of items fails only where it shall say something', () => {
    expect(judge(run())[1]).toMatchObject({ result: 'not-applicable' });
    const silent = judge(run({ output: 'items: 1/1' }), { items: 'kept {received} of {sent}' })[1];
    expect(silent).toMatchObject({ result: 'fail', evidence: expect.stringContaining('`kept {received} of {sent}`') });
  });

  it('that takes much longer than on the base is said, and fails only where that is required', () => {
    const slow = run({ seconds: 31 });
    expect(resultsOf(slow)[2]).toBe('advisory');
    expect(resultsOf(slow, { time: 'required' })[2]).toBe('fail');
    expect(evidenceOf(slow)[2]).toBe('3.1 times the base (10 s); 3 times are allowed');
    expect(resultsOf(run({ seconds: 29 }))[2]).toBe('pass');
    expect(resultsOf(slow, { time: 'off' })).toHaveLength(2);
  });

  it('that is over in no time is not measured by the noise', () => {
    expect(resultsOf(run({ seconds: 1.5 }), { base: run({ seconds: 0.1 }) })[2]).toBe('pass');
  });

  it('that has nothing to compare its time with says so', () => {
    const base = run({ exitCode: 2, output: 'no such file\n' });
    expect(judge(run(), { base })[2]).toEqual({
      item: 'load: time',
      result: 'not-applicable',
      evidence: 'no run on the base to compare with: exit code 2: no such file',
      isUnexpected: true,
    });
  });
});

describe('what a load says of items', () => {
  it.each([
    ['items: {received}/{sent}', 'warm-up\nitems: 3/4\nitems: 499/500\nbye', { received: 499, sent: 500 }],
    ['kept {received} (of {sent})', 'kept 1,200 (of 1,200).', { received: 1200, sent: 1200 }],
    ['{"sent": {sent}, "stored": {received}}', '{"sent": 5, "stored": 4}', { received: 4, sent: 5 }],
    ['items: {received}/{sent}', 'items: many', undefined],
  ])('%s', (template, output, expected) => {
    expect(itemsIn(output, template)).toEqual(expected);
  });
});
