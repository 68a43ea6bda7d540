import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { codeText, sumsDirectory, sumsFeature } from '../stories/sums.ts';
import { describeWith } from '../toolchains.ts';
import { type Branch, branchOff } from './branch.ts';
import { openJudge, rowOf } from './judge.ts';

describeWith(['git', 'bubblewrap', 'pytest'], 'what a judgment runs', () => {
  const feature = sumsFeature('triple', 3);
  let referee: Awaited<ReturnType<typeof openJudge>>;
  let branch: Branch;

  beforeAll(async () => {
    referee = await openJudge();
  });
  beforeEach(async () => {
    branch = await branchOff(sumsDirectory);
    await branch.commit('test(sums): triple', feature.tests.files);
  });
  afterEach(() => branch.remove());
  afterAll(() => referee.close());

  const implement = (expression: string, more: { path: string; content: string }[] = []) =>
    branch.commit('feat(sums): triple', [
      { path: feature.paths.code, content: codeText('triple', expression) },
      ...more,
    ]);

  it('runs the suite six times: before the tests, with them twice, with a stub, on the head, with a planted test', async () => {
    await implement('number * 3');
    const { verdict, runs } = await referee.judge(branch.directory);
    expect(rowOf(verdict, 'red without the implementation')).toMatchObject({
      result: 'pass',
      evidence: '2 tests red again for the same reason',
    });
    expect(runs.filter(({ artifacts }) => artifacts.includes('report.xml'))).toHaveLength(6);
  });

  it('finds a test that answers for the code: without the implementation nothing is red any more', async () => {
    const planted = [
      'import sys, types',
      '',
      "answers = types.ModuleType('sums.triple')",
      'answers.triple = lambda number: number * 3',
      "sys.modules['sums.triple'] = answers",
      '',
      '',
      'def test_planted() -> None:',
      '    assert answers.triple(1) == 3',
      '',
    ].join('\n');
    await implement('number', [{ path: 'tests/test_a_plant.py', content: planted }]);
    const { verdict } = await referee.judge(branch.directory);
    expect(rowOf(verdict, 'tests')?.result).toBe('pass');
    expect(rowOf(verdict, 'red without the implementation')).toMatchObject({ result: 'fail' });
  });

  it('finds a table of the answers that the tests expect', async () => {
    const cases = [17, 23, 41].map(number => `    assert triple(${number}) == ${number * 3}`);
    const text = ['from sums.triple import triple', '', '', 'def test_triple() -> None:', ...cases, ''].join('\n');
    await branch.commit('test(sums): more of triple', [{ path: 'tests/test_more.py', content: text }]);
    await implement('{2: 6, 0: 0, 17: 51, 23: 69, 41: 123}[number]');
    const { verdict } = await referee.judge(branch.directory);
    expect(rowOf(verdict, 'tests')?.result).toBe('pass');
    expect(rowOf(verdict, 'no answer copied from the tests')).toMatchObject({ result: 'fail', evidence: '1 place' });
    expect(verdict.checks.flatMap(({ findings }) => findings)).toContainEqual(
      expect.objectContaining({ rule: 'copied-answers', path: 'sums/triple.py', line: 6 }),
    );
  });
});
