import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bubblewrapSandbox } from '../../../src/adapters/sandbox/bubblewrap.ts';
import type { FileChange } from '../../../src/domain/file-change.ts';
import type { Settings } from '../../../src/domain/settings.ts';
import type { TestReport } from '../../../src/domain/test-report.ts';
import { readConfig } from '../../../src/engine/read-config.ts';
import { settingsOf } from '../../../src/engine/settings-of.ts';
import type { Tree } from '../../../src/ports/repositories.ts';
import { proveRed, type RedVerdict } from '../../../src/referee/prove-red.ts';
import { runMemory } from '../../../src/stages/run-memory.ts';
import { runSuite } from '../../../src/stages/suite.ts';
import { testLimits } from '../../contracts/sandbox.ts';
import { silentLog } from '../../silent-log.ts';

const fixtures = resolve(import.meta.dirname, '../../fixtures/runners');

/** A fixture project as a tree on disk. */
async function treeOf(directory: string): Promise<Tree> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(directory.length + 1));
  const read = (path: string) => readFile(join(directory, path), 'utf8').catch(() => undefined);
  return {
    oid: '0'.repeat(40),
    list: async () => paths.map(path => ({ path, oid: path, mode: '100644' as const, size: 0 })),
    read,
    readMany: async wanted => {
      const texts = await Promise.all(wanted.map(async path => [path, await read(path)] as const));
      return new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])));
    },
    directory: async () => directory,
  };
}

/** What a spec has to declare for a red test. */
export interface Declared {
  codeSpans?: string[];
  newFiles?: string[];
}

/**
 * A fixture project with what its own detection says of it, run in the real sandbox as a stage runs it: no network, and
 * nothing of the host but its toolchains.
 */
export async function runnerProject(name: string) {
  const tree = await treeOf(join(fixtures, name));
  const cacheDirectory = await mkdtemp(join(tmpdir(), 'redfirst-runner-'));
  const sandbox = bubblewrapSandbox({
    cacheDirectory,
    limits: { ...testLimits, memoryBytes: 4 * 2 ** 30, processes: 512 },
    readOnlyPaths: [],
    registry: {},
    log: silentLog,
  });
  const config = readConfig(undefined);
  if (config.kind === 'invalid') throw new Error(config.problems);
  const resolved = await settingsOf(config.config, tree);
  if (resolved.kind === 'undetected') throw new Error(resolved.missing);
  const { settings } = resolved;
  const { signal } = new AbortController();
  const run = (overlay: readonly FileChange[] = []): Promise<TestReport> =>
    runSuite({ sandbox, settings, tree, overlay, signal, runs: runMemory() });
  let base: TestReport | undefined;
  const prove = async (files: Record<string, string>, declared: Declared = {}): Promise<RedVerdict> => {
    const testFiles = Object.entries(files).map(([path, content]) => ({ path, content }));
    base ??= await run();
    // One run stands for both: that two may differ is tried elsewhere, and compilers are slow.
    const first = await run(testFiles);
    const newFiles = (declared.newFiles ?? []).map(path => ({ path, reason: '' }));
    const spec = { criteria: [], codeSpans: declared.codeSpans ?? [], newFiles };
    const baseFiles = await tree.readMany(Object.keys(files));
    return proveRed({ spec, settings, base, first, second: first, testFiles, baseFiles });
  };
  const remove = () => rm(cacheDirectory, { recursive: true, force: true });
  return { settings: settings as Settings, sandbox, tree, run, prove, remove };
}

export type RunnerProject = Awaited<ReturnType<typeof runnerProject>>;

/** The classes of the new tests, or the rules that refuse them. */
export function outcome(verdict: RedVerdict): string[] {
  if (verdict.kind === 'refuse') return verdict.findings.map(({ rule }) => rule);
  return verdict.proof.tests.map(test => `${test.class} ${test.id}${test.symbol ? ` (${test.symbol})` : ''}`);
}
