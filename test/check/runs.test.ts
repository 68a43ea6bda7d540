import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { localHistory } from '../../src/adapters/git/history.ts';
import { localRepositories } from '../../src/adapters/git/local.ts';
import { bubblewrapSandbox } from '../../src/adapters/sandbox/bubblewrap.ts';
import { check } from '../../src/check/check.ts';
import type { EvidenceRow } from '../../src/domain/outcome.ts';
import type { SandboxRun } from '../../src/ports/sandbox.ts';
import { testLimits } from '../contracts/sandbox.ts';
import { silentLog } from '../silent-log.ts';
import { codeText, sumsDirectory, sumsFeature } from '../stories/sums.ts';
import { describeWith } from '../toolchains.ts';
import { type Branch, branchOff } from './branch.ts';

describeWith(['git', 'bubblewrap', 'pytest'], 'what a judgment runs', () => {
  const feature = sumsFeature('triple', 3);
  let cache: string;
  let branch: Branch;
  let ran: SandboxRun[] = [];

  beforeAll(async () => {
    cache = await mkdtemp(join(tmpdir(), 'redfirst-runs-'));
  });
  beforeEach(async () => {
    branch = await branchOff(sumsDirectory);
    ran = [];
    await branch.commit('test(sums): triple', feature.tests.files);
  });
  afterEach(() => branch.remove());
  afterAll(() => rm(cache, { recursive: true, force: true }));

  const judge = async () => {
    const path = branch.directory;
    const options = { cacheDirectory: cache, limits: testLimits, readOnlyPaths: [], registry: {}, log: silentLog };
    const jail = bubblewrapSandbox(options);
    const sandbox = {
      ...jail,
      run: (run: SandboxRun) => {
        ran.push(run);
        return jail.run(run);
      },
    };
    const repository = { installationId: 0, id: 0, owner: '', name: '', cloneUrl: path };
    const clone = await localRepositories({ path, directory: cache, log: silentLog }).open(repository);
    const { signal } = new AbortController();
    const verdict = await check({
      history: localHistory({ path }),
      clone,
      sandbox,
      base: 'main',
      head: 'HEAD',
      signal,
    });
    if (verdict.kind !== 'judged') throw new Error(verdict.why);
    return verdict;
  };
  const suiteRuns = () => ran.filter(({ artifacts }) => artifacts.includes('report.xml')).length;
  const rowOf = (checks: { rows: EvidenceRow[] }[], item: string) =>
    checks.flatMap(({ rows }) => rows).find(row => row.item === item);

  it('runs the suite five times: before the tests, with them twice, on the head, and with a planted test', async () => {
    await branch.commit('feat(sums): triple', [
      { path: feature.paths.code, content: codeText('triple', 'number * 3') },
    ]);
    const { checks } = await judge();
    expect(rowOf(checks, 'red without the implementation')).toMatchObject({
      result: 'pass',
      evidence: '2 tests red again for the same reason',
    });
    expect(suiteRuns()).toBe(5);
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
    await branch.commit('feat(sums): triple', [
      { path: feature.paths.code, content: codeText('triple', 'number') },
      { path: 'tests/test_a_plant.py', content: planted },
    ]);
    const { checks } = await judge();
    expect(rowOf(checks, 'tests')?.result).toBe('pass');
    expect(rowOf(checks, 'red without the implementation')).toMatchObject({ result: 'fail' });
  });

  it('finds a table of the answers that the tests expect', async () => {
    const cases = [17, 23, 41].map(number => `    assert triple(${number}) == ${number * 3}`);
    const text = ['from sums.triple import triple', '', '', 'def test_triple() -> None:', ...cases, ''].join('\n');
    await branch.commit('test(sums): more of triple', [{ path: 'tests/test_more.py', content: text }]);
    await branch.commit('feat(sums): triple', [
      { path: feature.paths.code, content: codeText('triple', '{2: 6, 0: 0, 17: 51, 23: 69, 41: 123}[number]') },
    ]);
    const { checks } = await judge();
    expect(rowOf(checks, 'tests')?.result).toBe('pass');
    expect(rowOf(checks, 'no answer copied from the tests')).toMatchObject({ result: 'fail', evidence: '1 place' });
    expect(checks.flatMap(({ findings }) => findings)).toContainEqual(
      expect.objectContaining({ rule: 'copied-answers', path: 'sums/triple.py', line: 6 }),
    );
  });
});
