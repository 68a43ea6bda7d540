import { expect, it } from 'vitest';
import type { ClassifiedTest } from '../../src/domain/red.ts';
import { judgeOldSuite } from '../../src/referee/old-suite-held.ts';
import { ran, said, unusable } from './reports-by-hand.ts';

const file = 'tests/test_old.py';
const id = `${file}::test_old`;
const changed = (red: boolean): ClassifiedTest => ({
  id,
  file,
  name: '',
  class: red ? 'assertion' : 'passes',
  red,
  why: '',
});
const rulesOf = (given: Partial<Parameters<typeof judgeOldSuite>[0]>) =>
  judgeOldSuite({
    base: ran({ [id]: 'passed' }),
    report: ran({ [id]: said.assertion }),
    tests: [changed(false)],
    ...given,
  }).map(({ rule, path }) => [rule, path]);

it('a test that was bent before the code came is told by what it asked for before', () => {
  expect(rulesOf({})).toEqual([['old-test-weakened', file]]);
  expect(rulesOf({ tests: [] })).toEqual([['old-test-weakened', file]]);
  expect(
    rulesOf({ base: ran({ [`${id}[1]`]: 'passed' }), report: ran({ [`${id}[1]`]: said.assertion }) }),
  ).toHaveLength(1);
});

it('what a new version asked for and was red is another matter', () => {
  expect(rulesOf({ tests: [changed(true)] })).toEqual([]);
  expect(
    rulesOf({
      base: ran({ [`${id}[1]`]: 'passed' }),
      report: ran({ [`${id}[1]`]: said.assertion }),
      tests: [{ ...changed(true), id: `${id}[2]` }],
    }),
  ).toEqual([]);
});

it('so is what was red before, what breaks otherwise, and a run that says nothing', () => {
  expect(rulesOf({ base: ran({ [id]: said.assertion }) })).toEqual([]);
  expect(rulesOf({ report: ran({ [id]: said.bare }) })).toEqual([]);
  expect(rulesOf({ report: ran({ [id]: said.missing('slug') }) })).toEqual([]);
  expect(rulesOf({ report: ran({ [id]: 'passed' }) })).toEqual([]);
  expect(rulesOf({ report: unusable('timed-out') })).toEqual([]);
  expect(rulesOf({ base: unusable('no-tests') })).toEqual([]);
});
