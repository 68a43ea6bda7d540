import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { localHistory } from '../../src/adapters/git/history.ts';
import { localRepositories } from '../../src/adapters/git/local.ts';
import { bubblewrapSandbox } from '../../src/adapters/sandbox/bubblewrap.ts';
import { check } from '../../src/check/check.ts';
import { reportOf } from '../../src/check/report.ts';
import { testLimits } from '../contracts/sandbox.ts';
import { rememberingSandbox } from '../corpus/remembering-sandbox.ts';
import { silentLog } from '../silent-log.ts';
import { describeWith } from '../toolchains.ts';
import { type Branch, branchOff } from './branch.ts';
import { goChange } from './changes/go.ts';
import { javaChange } from './changes/java.ts';
import type { LanguageChange } from './changes/language-change.ts';
import { rustChange } from './changes/rust.ts';

const filesOf = (files: Record<string, string>) => Object.entries(files).map(([path, content]) => ({ path, content }));

let cache: string;
let remembering: ReturnType<typeof rememberingSandbox>;
let branch: Branch | undefined;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'redfirst-check-'));
  const limits = { ...testLimits, memoryBytes: 4 * 2 ** 30, processes: 512 };
  const options = { cacheDirectory: cache, limits, readOnlyPaths: [], registry: {}, log: silentLog };
  remembering = rememberingSandbox(bubblewrapSandbox(options));
});
afterEach(() => branch?.remove());
afterAll(() => rm(cache, { recursive: true, force: true }));

async function judge(fixture: string, tests: Record<string, string>, code: Record<string, string>) {
  branch = await branchOff(resolve(import.meta.dirname, '../fixtures/runners', fixture));
  await branch.commit('test(shelf): find a book', filesOf(tests));
  await branch.commit('feat(shelf): find a book', filesOf(code));
  const path = branch.directory;
  const { sandbox, nextChange } = remembering;
  nextChange();
  const repositories = localRepositories({ path, directory: cache, log: silentLog });
  const clone = await repositories.open({ installationId: 0, id: 0, owner: '', name: '', cloneUrl: path });
  const { signal } = new AbortController();
  const verdict = await check({ history: localHistory({ path }), clone, sandbox, base: 'main', head: 'HEAD', signal });
  return { verdict, report: reportOf(verdict) };
}

for (const { title, fixture, needs, tests, code, cheats } of [
  goChange,
  rustChange,
  javaChange,
] satisfies LanguageChange[]) {
  describeWith(['git', 'bubblewrap', ...needs], `redfirst check on a ${title} project`, () => {
    it('holds for tests first, then code', async () => {
      const { verdict, report } = await judge(fixture, tests, code);
      expect(verdict, report).toMatchObject({ kind: 'judged', holds: true });
      expect(report).toContain('a planted test that must fail');
      expect(report).not.toContain('the runner is told which files to run');
    });

    it.each(cheats)('fails for %s', async (_name, files, said) => {
      const { verdict, report } = await judge(fixture, tests, files);
      expect(verdict, report).toMatchObject({ kind: 'judged', holds: false });
      expect(report).toMatch(said);
    });
  });
}
