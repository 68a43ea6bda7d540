import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { readSample, type Sample } from '../../demo/scripted-model/samples.ts';
import { localHistory } from '../../src/adapters/git/history.ts';
import { localRepositories } from '../../src/adapters/git/local.ts';
import { bubblewrapSandbox } from '../../src/adapters/sandbox/bubblewrap.ts';
import { check } from '../../src/check/check.ts';
import { reportOf } from '../../src/check/report.ts';
import { EditsReply, TestsReply } from '../../src/domain/edit.ts';
import { PlanReply } from '../../src/domain/plan-reply.ts';
import { renderSpec } from '../../src/referee/spec/render.ts';
import { applyEdits } from '../../src/writer/apply-edits.ts';
import { testLimits } from '../contracts/sandbox.ts';
import { silentLog } from '../silent-log.ts';
import { describeWith } from '../toolchains.ts';
import { type Branch, branchOff } from './branch.ts';

describeWith(['git', 'bubblewrap', 'pytest', 'pytest-cov', 'flake8', 'mypy'], 'redfirst check on a local clone', () => {
  let cache: string;
  let sample: Sample;
  let branch: Branch;
  const testFile = 'tests/unit/test_favourites.py';

  beforeAll(async () => {
    cache = await mkdtemp(join(tmpdir(), 'redfirst-check-'));
    sample = await readSample('python-shelf');
  });
  beforeEach(async () => {
    branch = await branchOff(sample.directory);
  });
  afterEach(() => branch.remove());
  afterAll(() => rm(cache, { recursive: true, force: true }));

  const reply = (call: string, turn = 0) => {
    const found = sample.script.replies[call]?.[turn];
    return typeof found === 'object' && 'value' in found ? found.value : undefined;
  };
  const textOf = (path: string) => readFile(join(branch.directory, path), 'utf8').catch(() => undefined);
  const edits = async (call: string, turn = 0) => {
    const applied = await applyEdits(EditsReply.parse(reply(call, turn)).edits, textOf);
    return applied.kind === 'applied' ? applied.changes : [];
  };
  const plan = () => {
    const text = renderSpec(PlanReply.parse(reply('plan')), {
      testCommand: 'python3 -m pytest',
      addDependency: 'pip install',
    });
    return branch.commit('docs(spec): plan favourites', [{ path: 'specs/favourites.md', content: text }]);
  };
  const tests = () => branch.commit('test(shelf): favourites', TestsReply.parse(reply('tests')).files);
  const code = async () => {
    await branch.commit('feat(shelf): favourites', await edits('implement', 0));
    await branch.commit('feat(shelf): favourites on the command line', await edits('implement', 1));
    await branch.commit('docs: favourites', await edits('document'));
  };
  const judge = async () => {
    const path = branch.directory;
    const sandbox = bubblewrapSandbox({
      cacheDirectory: cache,
      limits: testLimits,
      readOnlyPaths: [],
      registry: {},
      log: silentLog,
    });
    const clone = await localRepositories({ path, directory: cache, log: silentLog }).open({
      installationId: 0,
      id: 0,
      owner: '',
      name: '',
      cloneUrl: path,
    });
    const verdict = await check({
      history: localHistory({ path }),
      clone,
      sandbox,
      base: 'main',
      head: 'HEAD',
      signal: new AbortController().signal,
    });
    return { verdict, report: reportOf(verdict) };
  };

  it('holds for tests first, then code, whoever wrote them', async () => {
    await plan();
    await tests();
    await code();
    const { verdict, report } = await judge();
    expect(verdict).toMatchObject({ kind: 'judged', holds: true, planPath: 'specs/favourites.md' });
    expect(report).toContain('✓ every required check holds');
  });

  it('needs no plan: what the code adds stands for what was declared', async () => {
    await tests();
    await code();
    const { verdict, report } = await judge();
    expect(verdict).toMatchObject({ kind: 'judged', holds: true, planPath: undefined });
    expect(report).toContain('no plan in specs/');
  });

  it('refuses code that came before its tests', async () => {
    await branch.commit('feat(shelf): favourites', await edits('implement', 0));
    await tests();
    const { verdict, report } = await judge();
    expect(verdict.kind).toBe('refused');
    expect(report).toContain('Commit the tests first');
  });

  it('fails when a test was weakened after it was red, and names the file', async () => {
    await tests();
    await code();
    const text = (await textOf(testFile)) ?? '';
    await branch.commit('test: simpler', [{ path: testFile, content: text.replace(/assert .*/, 'assert True') }]);
    const { verdict, report } = await judge();
    expect(verdict).toMatchObject({ kind: 'judged', holds: false });
    expect(report).toContain(`${testFile}`);
    expect(report).toMatch(/✗ frozen tests and harness/);
  });

  it('fails when the tests are not green', async () => {
    await tests();
    await branch.commit('feat(shelf): half of it', await edits('implement', 0));
    const { verdict, report } = await judge();
    expect(verdict).toMatchObject({ kind: 'judged', holds: false });
    expect(report).toMatch(/✗ tests/);
  });

  it('does not believe a suite whose harness hides failures', async () => {
    const hook = [
      'import pathlib, pytest',
      '@pytest.hookimpl(hookwrapper=True)',
      'def pytest_runtest_makereport(item, call):',
      '    outcome = yield',
      "    if pathlib.Path('src/shelf/done').exists():",
      "        outcome.get_result().outcome = 'passed'",
      '',
    ].join('\n');
    const { files } = TestsReply.parse(reply('tests'));
    await branch.commit('test(shelf): favourites', [...files, { path: 'tests/conftest.py', content: hook }]);
    await branch.commit('feat(shelf): favourites', [{ path: 'src/shelf/done', content: '' }]);
    const { verdict, report } = await judge();
    expect(verdict).toMatchObject({ kind: 'judged', holds: false });
    expect(report).toContain('✗ a planted test that must fail');
  });

  it('runs nothing for a change of documents', async () => {
    await branch.commit('docs: a word', [{ path: 'README.md', content: '# Shelf\n' }]);
    expect((await judge()).verdict).toEqual({ kind: 'nothing-to-judge', why: 'only documents changed since main' });
  });

  it('says which commit it cannot find', async () => {
    const path = branch.directory;
    await expect(localHistory({ path }).resolve('no-such-branch')).rejects.toThrow('"no-such-branch" is not a commit');
  });
});
