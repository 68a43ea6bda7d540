import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registryEnvironment } from '../../demo/registry.ts';
import { localHistory } from '../../src/adapters/git/history.ts';
import { localRepositories } from '../../src/adapters/git/local.ts';
import { bubblewrapSandbox } from '../../src/adapters/sandbox/bubblewrap.ts';
import { type CheckVerdict, check } from '../../src/check/check.ts';
import type { SandboxRun } from '../../src/ports/sandbox.ts';
import { testLimits } from '../contracts/sandbox.ts';
import { silentLog } from '../silent-log.ts';

export type Judged = Extract<CheckVerdict, { kind: 'judged' }>;

/** Judges branches with a real sandbox, and counts what is run in it. */
export async function openJudge() {
  const cache = await mkdtemp(join(tmpdir(), 'redfirst-judge-'));
  const { REDFIRST_REGISTRY: url, REDFIRST_REGISTRY_CA: certificates } = registryEnvironment();
  const registry = { ...(url && { url }), ...(certificates && { cafile: certificates }) };
  const options = { cacheDirectory: cache, limits: testLimits, readOnlyPaths: [], registry, log: silentLog };
  const jail = bubblewrapSandbox(options);
  return {
    async judge(path: string, mutation = false): Promise<{ verdict: Judged; runs: SandboxRun[] }> {
      const runs: SandboxRun[] = [];
      const run = (each: SandboxRun) => {
        runs.push(each);
        return jail.run(each);
      };
      const repository = { installationId: 0, id: 0, owner: '', name: '', cloneUrl: path };
      const clone = await localRepositories({ path, directory: cache, log: silentLog }).open(repository);
      const { signal } = new AbortController();
      const history = localHistory({ path });
      const verdict = await check({
        history,
        clone,
        sandbox: { ...jail, run },
        base: 'main',
        head: 'HEAD',
        signal,
        mutation,
      });
      if (verdict.kind !== 'judged') throw new Error(verdict.why);
      return { verdict, runs };
    },
    close: () => rm(cache, { recursive: true, force: true }),
  };
}

/** A row of any check of a verdict, by the beginning of its item. */
export const rowOf = ({ checks }: Judged, item: string) =>
  checks.flatMap(({ rows }) => rows).find(row => row.item.startsWith(item));
