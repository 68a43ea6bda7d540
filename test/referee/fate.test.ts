import { describe, expect, it } from 'vitest';
import { fateOf } from '../../src/referee/mutation/fate.ts';
import { ran, said, unusable } from './reports-by-hand.ts';

const mutant = (path: string) => ({ path, line: 1, before: '', after: '', content: '' });
const before = ran({
  'tests/test_a.py::test_a': 'passed',
  'tests/test_a.py::test_b': 'passed',
  'tests/test_a.py::test_red': said.assertion,
});
const fate = (after: Parameters<typeof fateOf>[1]['after'], path = 'a.py') => fateOf(mutant(path), { before, after });
const id = 'tests/test_a.py::test_a';
const other = 'tests/test_a.py::test_b';

describe('a mutant', () => {
  it('is killed by the tests that pass no more, whether they fail or are gone', () => {
    expect(fate(ran({ [id]: said.assertion, [other]: 'passed' }))).toEqual({ kind: 'killed', by: [id] });
    expect(fate(ran({}, { 'tests/test_a.py': said.missing('a') }))).toEqual({ kind: 'killed', by: [id, other] });
    expect(fate(unusable('no-report'))).toEqual({ kind: 'killed', by: [] });
  });

  it('survives where every test passes that passed before', () => {
    expect(fate(ran({ [id]: 'passed', [other]: 'passed' }))).toEqual({ kind: 'survived' });
  });

  it('that keeps the tests from ending is noticed', () => {
    expect(fate(unusable('timed-out'))).toEqual({ kind: 'timed-out' });
  });

  it('that a compiler refuses was never there', () => {
    expect(fate(ran({}, { 'a.go': said.bare }), 'a.go')).toEqual({ kind: 'unviable' });
    expect(fate(unusable('no-report'), 'src/a.rs')).toEqual({ kind: 'unviable' });
    const typed = { type: '', message: "src/a.ts:3:1 - error TS2322: Type 'undefined' is not assignable" };
    expect(fate(ran({}, { 'test/a.test.ts': typed }), 'src/a.ts')).toEqual({ kind: 'unviable' });
  });
});
