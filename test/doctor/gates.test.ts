import { describe, expect, it } from 'vitest';
import type { CheckVerdict } from '../../src/check/check.ts';
import { type Judge, tryGates } from '../../src/doctor/gates.ts';
import type { Line } from '../../src/doctor/line.ts';
import { honest } from '../../src/doctor/project.ts';
import { violations } from '../../src/doctor/violations.ts';
import { Failure } from '../../src/domain/failure.ts';

const green = { item: 'tests', result: 'pass', evidence: '2 passed' } as const;

/** A verdict in which these items fail. */
function verdict(...failing: string[]): CheckVerdict {
  const rows = failing.map(item => ({ item, result: 'fail' as const, evidence: `seen by ${item}` }));
  const check = {
    name: 'redfirst/green',
    title: '',
    rows: [green, ...rows],
    findings: [],
    runs: [],
    facts: {},
  } as const;
  return {
    kind: 'judged',
    head: 'a'.repeat(40),
    red: { before: '', at: '', subject: '', how: 'found' },
    planPath: undefined,
    proof: undefined,
    checks: [{ ...check, rows: [...check.rows], findings: [], runs: [] }],
    holds: failing.length === 0,
  };
}

/** Each violation is caught as it should be, but for what is said here. */
const judgeWith =
  (own: Partial<Record<string, CheckVerdict>>): Judge =>
  async steps => {
    if (steps === honest) return own['honest'] ?? verdict();
    const found = violations.filter(violation => violation.steps === steps);
    const [refused] = found.filter(({ caughtBy }) => caughtBy === 'red-first');
    if (refused) return own[refused.title] ?? { kind: 'refused', why: 'no red commit', rule: 'red-first' };
    return own[found[0]?.title ?? ''] ?? verdict(...found.map(({ caughtBy }) => caughtBy));
  };

async function linesWith(judge: Judge): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of tryGates(judge)) lines.push(line);
  return lines;
}
const wrongIn = (lines: readonly Line[]) => lines.filter(({ result }) => result === 'wrong');

describe('the gates', () => {
  it('are all right where the honest change holds and each violation is caught by its own', async () => {
    const lines = await linesWith(judgeWith({}));
    expect(wrongIn(lines)).toEqual([]);
    expect(lines).toHaveLength(violations.length + 1);
  });

  it('are all wrong where the judge says yes to everything', async () => {
    const lines = await linesWith(async () => verdict());
    expect(lines[0]).toMatchObject({ name: 'an honest change', result: 'right' });
    expect(wrongIn(lines)).toHaveLength(violations.length);
    expect(lines.at(-1)?.found).toBe(
      'this referee cannot be trusted on this host: not caught by "documentation updated". Seen: every required check holds',
    );
  });

  it('are not tried where an honest change is blamed', async () => {
    const lines = await linesWith(judgeWith({ honest: verdict('a planted test that must fail') }));
    expect(lines).toMatchObject([
      {
        result: 'wrong',
        found:
          'this referee cannot be trusted on this host: it is blamed. Seen: a planted test that must fail: seen by a planted test that must fail',
      },
      { result: 'note', found: 'not tried' },
    ]);
  });

  it.each<[string, CheckVerdict]>([
    ['another gate catches it', verdict('frozen tests and harness')],
    ['it is refused for another reason', { kind: 'refused', why: 'nothing says how it is tested' }],
    ['nothing is judged', { kind: 'nothing-to-judge', why: 'only documents changed' }],
  ])('are wrong where %s', async (_name, seen) => {
    const lines = await linesWith(judgeWith({ 'code that is not finished': seen }));
    expect(wrongIn(lines)).toMatchObject([
      { name: 'code that is not finished', found: expect.stringContaining('not caught by "tests". Seen: ') },
    ]);
  });

  it('are wrong where the world is broken', async () => {
    const failure = new Failure('No room is left.', { source: 'sandbox', reason: 'broken', retryable: true });
    const [line] = await linesWith(() => Promise.reject(failure));
    expect(line).toMatchObject({ result: 'wrong', found: expect.stringContaining('Seen: No room is left.') });
  });
});

describe('the violations', () => {
  it('each have a title and a gate of their own', () => {
    expect(new Set(violations.map(({ title }) => title)).size).toBe(violations.length);
    expect(new Set(violations.map(({ caughtBy }) => caughtBy)).size).toBeGreaterThanOrEqual(19);
  });

  it('include those of a step of a plan that people wrote', () => {
    const gates = violations.map(({ caughtBy }) => caughtBy);
    expect(gates).toEqual(expect.arrayContaining(['only what the plan names', 'nothing left of this step']));
  });
});
