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
const rulesOf = async (given: Partial<Parameters<typeof judgeOldSuite>[0]>) =>
  (
    await judgeOldSuite({
      base: ran({ [id]: 'passed' }),
      report: ran({ [id]: said.assertion }),
      tests: [changed(false)],
      texts: new Map(),
      ...given,
    })
  ).map(({ rule, path }) => [rule, path]);

it('a test that was bent before the code came is told by what it asked for before', async () => {
  expect(await rulesOf({})).toEqual([['old-test-weakened', file]]);
  expect(await rulesOf({ tests: [] })).toEqual([['old-test-weakened', file]]);
  expect(
    await rulesOf({ base: ran({ [`${id}[1]`]: 'passed' }), report: ran({ [`${id}[1]`]: said.assertion }) }),
  ).toHaveLength(1);
});

it('what a new version asked for and was red is another matter', async () => {
  expect(await rulesOf({ tests: [changed(true)] })).toEqual([]);
  expect(
    await rulesOf({
      base: ran({ [`${id}[1]`]: 'passed' }),
      report: ran({ [`${id}[1]`]: said.assertion }),
      tests: [{ ...changed(true), id: `${id}[2]` }],
    }),
  ).toEqual([]);
});

it('so is what was red before, what breaks otherwise, and a run that says nothing', async () => {
  expect(await rulesOf({ base: ran({ [id]: said.assertion }) })).toEqual([]);
  expect(await rulesOf({ report: ran({ [id]: said.bare }) })).toEqual([]);
  expect(await rulesOf({ report: ran({ [id]: said.missing('slug') }) })).toEqual([]);
  expect(await rulesOf({ report: ran({ [id]: 'passed' }) })).toEqual([]);
  expect(await rulesOf({ report: unusable('timed-out') })).toEqual([]);
  expect(await rulesOf({ base: unusable('no-tests') })).toEqual([]);
});

it('what is only compiled together with a new test asks for nothing new', async () => {
  const stub = 'no stub could stand in for it: the test did not run beside it';
  const tests: ClassifiedTest[] = [{ ...changed(true), class: 'missing-symbol', symbol: 'prices.Discount', stub }];
  const text = (body: string) => new Map([[file, `def test_old():\n    ${body}\n`]]);
  expect(await rulesOf({ tests, texts: text('assert shipping(5000) < 5000') })).toHaveLength(1);
  expect(await rulesOf({ tests, texts: text('assert shipping(Discount(5000)) == 0') })).toEqual([]);
});
