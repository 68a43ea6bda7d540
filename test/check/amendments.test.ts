import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { reportOf } from '../../src/check/report.ts';
import { formatAmendment } from '../../src/domain/amendment.ts';
import { codeText, sumsDirectory, sumsFeature } from '../stories/sums.ts';
import { describeWith } from '../toolchains.ts';
import { type Branch, branchOff } from './branch.ts';
import { openJudge, rowOf } from './judge.ts';

describeWith(['git', 'bubblewrap', 'pytest'], 'an amendment on a local clone', () => {
  const { paths, tests } = sumsFeature('triple', 3);
  const mended = tests.files[0]?.content ?? '';
  const mistaken = mended.replace('triple(2) == 6', 'triple(2) == 7');
  let referee: Awaited<ReturnType<typeof openJudge>>;
  let branch: Branch;

  beforeAll(async () => {
    referee = await openJudge();
  });
  beforeEach(async () => {
    branch = await branchOff(sumsDirectory);
    await branch.commit('test(sums): triple', [{ path: paths.test, content: mistaken }]);
    await branch.commit('feat(sums): triple', [{ path: paths.code, content: codeText('triple', 'number * 3') }]);
  });
  afterEach(() => branch.remove());
  afterAll(() => referee.close());

  const change = (content: string, message: string) => branch.commit(message, [{ path: paths.test, content }]);
  const said = 'test: 6, not 7\n\nTwice three.\n\nRedfirst-Amends: tests/test_triple.py 2 times 3 is 6.';

  it('is honoured where a commit carries it, and the output says that this is no proof', async () => {
    await change(mended, said);
    const { verdict } = await referee.judge(branch.directory);
    expect(verdict.holds).toBe(true);
    expect(rowOf(verdict, 'amended')?.evidence).toMatch(/^by a, as the trailer of [0-9a-f]{7} says: 2 times 3 is 6\.$/);
    const report = reportOf(verdict);
    expect(report).toContain(`! ${paths.test} counts as amended: a trailer says so, and anybody can write one.`);
    expect(report).toContain('Proof is the check of the App on GitHub');
  });

  it('is honoured as the App writes it in a run', async () => {
    await change(mended, 'test: 6');
    const amendment = { comment: 5, by: 11, target: `${paths.test}::test_triple`, reason: 'It is 6.' };
    const trailers = `Redfirst-Stage: red\nRedfirst-Issue: 7\nRedfirst-Amends: ${formatAmendment(amendment)}`;
    branch.git('commit', '--quiet', '--allow-empty', `--message=test(triple): amend\n\n${trailers}`);
    const { verdict } = await referee.judge(branch.directory);
    expect(verdict.holds).toBe(true);
    expect(rowOf(verdict, 'amended')?.evidence).toContain('by account 11, as the trailer of');
  });

  it.each([
    ['without a trailer', mended, 'test: 6, not 7'],
    ['without a reason', mended, 'test: 6\n\nRedfirst-Amends: tests/test_triple.py'],
    ['for another file', mended, 'test: 6\n\nRedfirst-Amends: tests/test_double.py It is 6.'],
    ['that is green without the code', mended.replaceAll(/from sums.*/g, 'triple = int'), said],
  ])('is a touched test %s', async (_, content, message) => {
    await change(content, message);
    const { verdict } = await referee.judge(branch.directory);
    expect(rowOf(verdict, 'frozen tests')?.result).toBe('fail');
    expect(reportOf(verdict)).not.toContain('counts as amended');
  });

  it('is void when the test is changed once more', async () => {
    await change(mended, said);
    await change(mended.replace('== 6', '!= 7'), 'test: easier');
    const { verdict } = await referee.judge(branch.directory);
    expect(rowOf(verdict, 'frozen tests')?.result).toBe('fail');
  });
});
