import { describe, expect, it } from 'vitest';
import { coverageNotes } from '../../src/engine/coverage-notes.ts';
import type { FileDiff } from '../../src/ports/repositories.ts';
import type { Sandbox } from '../../src/ports/sandbox.ts';
import { coveredFiles } from '../../src/stages/covered-files.ts';
import { runMemory } from '../../src/stages/run-memory.ts';
import { judgeCoverage } from '../../src/stages/verify/coverage.ts';
import { feature, memoryJournal, treeOf } from '../engine/fakes.ts';
import { settingsFor } from './settings.ts';

const files = { 'app/items.py': 'a = 1\nb = 2\n', 'tests/test_items.py': 'assert True\n', 'README.md': 'Shop.\n' };
const report = 'SF:app/items.py\nDA:1,1\nDA:2,0\nend_of_record\nSF:tests/test_items.py\nDA:1,1\nend_of_record\n';
const known = new Map([['app/items.py', { covered: 1, total: 2 }]]);
const diffs: FileDiff[] = [
  {
    path: 'app/items.py',
    oldPath: 'app/items.py',
    change: 'modified',
    isBinary: false,
    newMode: undefined,
    added: [{ line: 1, text: 'a = 1' }],
    removed: [],
  },
];

/** What verify and plan have in common, with a sandbox that counts its runs and leaves this report. */
function shopOf({ lines = '', left = { 'cover.info': report } as Record<string, string> } = {}) {
  const settings = settingsFor(`coverage: { run: cover, format: lcov, file: cover.info${lines} }`);
  const counts = { runs: 0 };
  const result = { ending: 'exited', exitCode: 0, output: '', seconds: 1, artifacts: left } as const;
  const sandbox: Sandbox = {
    describe: async () => '',
    run: async () => {
      counts.runs += 1;
      return result;
    },
    install: async () => ({ kind: 'failed', result }),
  };
  const journal = memoryJournal();
  const benchOf = (changed: Record<string, string> = {}, repository = feature.repository) => ({
    sandbox,
    settings,
    tree: treeOf({ ...files, ...changed }),
    overlay: [],
    runs: runMemory(),
    signal: new AbortController().signal,
    coverageNotes: coverageNotes(journal, repository),
  });
  return { counts, benchOf };
}

describe('what tests run of the files of a base', () => {
  it('is known from the judgment of the same files, and costs no run', async () => {
    const { counts, benchOf } = shopOf();
    expect(await coveredFiles(benchOf())).toBeUndefined();
    await judgeCoverage(benchOf(), diffs);
    expect(await coveredFiles(benchOf())).toEqual(known);
    expect(counts.runs).toBe(1);
  });

  it('is known all the same when only documents changed since', async () => {
    const { benchOf } = shopOf();
    await judgeCoverage(benchOf(), diffs);
    expect(await coveredFiles(benchOf({ 'README.md': 'Another.\n' }))).toEqual(known);
  });

  it('is not known of other files, nor from another repository', async () => {
    const { benchOf } = shopOf();
    await judgeCoverage(benchOf(), diffs);
    expect(await coveredFiles(benchOf({ 'app/items.py': 'a = 2\n' }))).toBeUndefined();
    expect(await coveredFiles(benchOf({ 'tests/test_items.py': 'assert 1\n' }))).toBeUndefined();
    expect(await coveredFiles(benchOf({}, { ...feature.repository, id: 3 }))).toBeUndefined();
  });

  it('is not known from a judgment that measured nothing', async () => {
    const { benchOf } = shopOf({ left: {} });
    await judgeCoverage(benchOf(), diffs);
    expect(await coveredFiles(benchOf())).toBeUndefined();
  });

  it('is measured before a plan where the configuration says so, once', async () => {
    const { counts, benchOf } = shopOf({ lines: ', beforePlan: on' });
    expect(await coveredFiles(benchOf())).toEqual(known);
    expect(await coveredFiles(benchOf())).toEqual(known);
    expect(counts.runs).toBe(1);
  });
});
