import { describe, expect, it } from 'vitest';
import { judgeGreen, stillRed } from '../../src/referee/prove-green.ts';
import { ran, said, unusable } from './reports-by-hand.ts';

const proof = { mustPass: ['t.py::test_new', 't.py::test_old'], redAtBase: ['t.py::test_red', 'broken.py'] };
const green = { 't.py::test_new': 'passed', 't.py::test_old': 'passed' } as const;

const rulesOf = (report: ReturnType<typeof ran>, given = proof) => {
  const verdict = judgeGreen({ proof: given, report });
  return verdict.kind === 'pass' ? ['pass'] : verdict.findings.map(finding => finding.rule);
};

describe('green', () => {
  it.each<[string, ReturnType<typeof ran>, string[]]>([
    ['holds when every owed test ran and passed', ran(green), ['pass']],
    ['holds beside new passing tests', ran({ ...green, 't.py::test_more': 'passed' }), ['pass']],
    [
      'leaves alone what was red at the base',
      ran({ ...green, 't.py::test_red': said.assertion }, { 'broken.py': said.network }),
      ['pass'],
    ],
    ['fails when the run says nothing', unusable('disagrees'), ['run-disagrees']],
    ['fails when an owed test did not run', ran({ 't.py::test_old': 'passed' }), ['test-did-not-run']],
    ['fails once for each file whose tests did not run', ran({ 'o.py::test': 'passed' }), ['test-did-not-run']],
    ['fails when an owed test was skipped', ran({ ...green, 't.py::test_new': 'skipped' }), ['test-skipped']],
    ['fails when an owed test is red', ran({ ...green, 't.py::test_new': said.assertion }), ['test-red']],
    ['fails when an old test is red', ran({ ...green, 't.py::test_old': said.assertion }), ['test-red']],
    ['fails when another test is newly red', ran({ ...green, 't.py::test_more': said.assertion }), ['new-failure']],
    ['fails when a file cannot be loaded', ran(green, { 'new.py': said.network }), ['cannot-load']],
  ])('%s', (_name, report, rules) => {
    expect(rulesOf(report)).toEqual(rules);
  });

  it.each([
    ['t.py::test_new', 't.py::test_new[1]', 't.py::test_new[2]'],
    ['a.ts::adds %d', 'a.ts::adds 1', 'a.ts::adds 2'],
  ])('takes parameter sets as the results of a test that was only known from its source: %s', (id, one, two) => {
    const given = { mustPass: [id], redAtBase: [] };
    expect(rulesOf(ran({ [one]: 'passed', [two]: 'passed' }), given)).toEqual(['pass']);
    expect(rulesOf(ran({ [one]: 'passed', [two]: said.assertion }), given)).toEqual(['test-red']);
  });

  it('names what was red before and still is', () => {
    const red = { ...green, 't.py::test_red': said.assertion };
    expect(stillRed({ proof, report: ran(red, { 'broken.py': said.network }) })).toEqual([
      't.py::test_red',
      'broken.py',
    ]);
    expect(stillRed({ proof, report: ran(red) })).toEqual(['t.py::test_red']);
    expect(stillRed({ proof, report: ran({ ...green, 't.py::test_red': 'passed' }) })).toEqual([]);
  });
});
