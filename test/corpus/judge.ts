import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registryEnvironment } from '../../demo/registry.ts';
import { localHistory } from '../../src/adapters/git/history.ts';
import { localRepositories } from '../../src/adapters/git/local.ts';
import { bubblewrapSandbox } from '../../src/adapters/sandbox/bubblewrap.ts';
import { check } from '../../src/check/check.ts';
import { reportOf } from '../../src/check/report.ts';
import { branchOff } from '../check/branch.ts';
import { testLimits } from '../contracts/sandbox.ts';
import { silentLog } from '../silent-log.ts';
import { type CorpusCase, changesOf } from './case.ts';
import { directoryOf } from './project-files.ts';
import { rememberingSandbox } from './remembering-sandbox.ts';

/** What the referee said of a change. */
export interface CorpusVerdict {
  holds: boolean;
  /** Rules of findings and items of checks that said no. */
  caughtBy: string[];
  /** Items that fail, in alphabetical order. */
  failing: string[];
  /** As a person reads it. */
  report: string;
}

/** Judges changes to one project, each in a repository of its own. */
export async function openJudge(project: string) {
  const cache = await mkdtemp(join(tmpdir(), 'redfirst-corpus-'));
  const { REDFIRST_REGISTRY: url, REDFIRST_REGISTRY_CA: certificates } = registryEnvironment();
  const jail = bubblewrapSandbox({
    cacheDirectory: cache,
    limits: testLimits,
    readOnlyPaths: [],
    registry: { ...(url && { url }), ...(certificates && { cafile: certificates }) },
    log: silentLog,
  });
  const memory = rememberingSandbox(jail);
  const directory = directoryOf(project);
  return {
    memory,
    async judge({ base = {}, steps }: CorpusCase): Promise<CorpusVerdict> {
      memory.nextChange();
      const branch = await branchOff(directory, changesOf(base));
      try {
        for (const { message, files } of steps) await branch.commit(message, changesOf(files));
        const path = branch.directory;
        const repository = { installationId: 0, id: 0, owner: '', name: '', cloneUrl: path };
        const clone = await localRepositories({ path, directory: cache, log: silentLog }).open(repository);
        const { signal } = new AbortController();
        const verdict = await check({
          history: localHistory({ path }),
          clone,
          sandbox: memory.sandbox,
          base: 'main',
          head: 'HEAD',
          signal,
        });
        return { ...said(verdict), report: reportOf(verdict) };
      } finally {
        await branch.remove();
      }
    },
    close: () => rm(cache, { recursive: true, force: true }),
  };
}

function said(verdict: Awaited<ReturnType<typeof check>>): Omit<CorpusVerdict, 'report'> {
  // On GitHub a refusal is a check, with a row that says so.
  if (verdict.kind !== 'judged') return { holds: false, caughtBy: [verdict.kind], failing: ['red before the code'] };
  const failing = verdict.checks.filter(({ rows }) => rows.some(({ result }) => result === 'fail'));
  const items = failing.flatMap(({ rows }) => rows.filter(({ result }) => result === 'fail').map(({ item }) => item));
  const rules = failing.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  return { holds: verdict.holds, caughtBy: [...new Set([...items, ...rules])], failing: items.sort() };
}
