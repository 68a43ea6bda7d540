import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PlanReply } from '../../src/domain/plan-reply.ts';
import { renderSpec } from '../../src/referee/spec/render.ts';
import { sumsDirectory, sumsFeature } from '../stories/sums.ts';
import { describeWith } from '../toolchains.ts';
import { type Branch, branchOff } from './branch.ts';
import { openJudge, rowOf } from './judge.ts';

describeWith(['git', 'bubblewrap', 'pytest'], 'mutants of new lines', () => {
  const feature = sumsFeature('triple', 3);
  let referee: Awaited<ReturnType<typeof openJudge>>;
  let branch: Branch;

  beforeAll(async () => {
    referee = await openJudge();
  });
  beforeEach(async () => {
    branch = await branchOff(sumsDirectory);
    await branch.commit('test: as many as there are', [
      { path: '.github/redfirst.yml', content: 'ladder: []\ncoverage: off\n' },
    ]);
    branch.git('branch', '--force', 'main', 'HEAD');
    const commands = { testCommand: 'python3 -m pytest', addDependency: 'pip install' };
    const plan = renderSpec(PlanReply.parse(feature.plan), commands);
    await branch.commit('docs(spec): plan triple', [{ path: 'specs/triple.md', content: plan }]);
    await branch.commit('test(sums): triple', feature.tests.files);
  });
  afterEach(() => branch.remove());
  afterAll(() => referee.close());

  const implement = (body: string) =>
    branch.commit('feat(sums): triple', [
      {
        path: feature.paths.code,
        content: `"""Triple."""\n\n\ndef triple(number: int) -> int:\n    """Triple."""\n${body}`,
      },
    ]);

  it('are killed, criterion by criterion, or listed as the edit that nobody noticed', async () => {
    await implement('    if number > 900:\n        raise OverflowError\n    return number * 3\n');
    const { verdict } = await referee.judge(branch.directory, true);
    expect(rowOf(verdict, 'mutants of new lines')).toMatchObject({
      result: 'advisory',
      evidence: '4 of 7 mutants killed',
    });
    const { findings } = verdict.checks.find(({ name }) => name === 'redfirst/checklist') ?? { findings: [] };
    expect(findings.map(({ level, line, message }) => `${level} ${line} ${message}`)).toEqual([
      'notice 6 No test notices this edit: - if number > 900: + if number >= 900:',
      'notice 7 No test notices this edit: - raise OverflowError + pass',
      'notice 6 No test notices this edit: - if number > 900: + if number > 901:',
    ]);
    expect(rowOf(verdict, 'AC-1')?.evidence).toBe('1 of 1 tests red');
    const green = verdict.checks.find(({ name }) => name === 'redfirst/green');
    expect(green?.rows.filter(({ item }) => item.startsWith('AC-')).map(({ evidence }) => evidence)).toEqual([
      '1 test: 1 red before, 1 green now, 4 mutants killed',
      '1 test: 1 red before, 1 green now, 2 mutants killed',
    ]);
    expect(verdict.holds).toBe(true);
  });

  it('that never end are killed by running out of time', async () => {
    await implement(
      '    total = 0\n    while number > 0:\n        total += 3\n        number -= 1\n    return total\n',
    );
    const { verdict } = await referee.judge(branch.directory, true);
    expect(rowOf(verdict, 'mutants of new lines')?.evidence).toMatch(
      /\d+ of \d+ mutants killed, \d+ of them by running out of time/,
    );
  });

  it('are not tried where nobody asked', async () => {
    await implement('    return number * 3\n');
    const { verdict } = await referee.judge(branch.directory);
    expect(rowOf(verdict, 'mutants of new lines')).toBeUndefined();
  });
});
