import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../src/domain/file-change.ts';
import type { Tree } from '../../src/ports/repositories.ts';
import type { SandboxResult } from '../../src/ports/sandbox.ts';
import { runMemory } from '../../src/stages/run-memory.ts';

const blob = (text: string) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');

/** A tree as git would list it; only its listing is looked at. */
function treeOf(files: Record<string, string>): Tree {
  const entries = Object.entries(files).map(([path, text]) => ({
    path,
    mode: '100644' as const,
    oid: blob(text),
    size: text.length,
  }));
  const nothing = async () => undefined;
  return {
    oid: blob(JSON.stringify(files)),
    list: async () => entries,
    read: nothing,
    readMany: async () => new Map(),
    directory: async () => '/nowhere',
  };
}

const exited: SandboxResult = { ending: 'exited', exitCode: 0, output: '', seconds: 1, artifacts: {} };

/** Asks for runs of one command on trees with change sets over them, and gives the number that were really run. */
async function runsOf(asked: [tree: Tree, overlay: FileChange[], turn?: number][], result = exited): Promise<number> {
  const memory = runMemory();
  for (const [tree, overlay, repetition] of asked) {
    await memory.recall({ tree, overlay, how: { command: 'test', repetition } }, async () => result);
  }
  return memory.counts.run;
}

describe('the memory of runs', () => {
  const tree = treeOf({ 'a.py': 'one', 'b.py': 'two' });

  it('runs a command once on the same files, however they came together', async () => {
    const overlay = [{ path: 'b.py', content: 'two' }];
    const other = treeOf({ 'a.py': 'one', 'c.py': 'three' });
    const spelled = [
      { path: 'c.py', content: null },
      { path: 'b.py', content: 'two' },
    ];
    expect(
      await runsOf([
        [tree, []],
        [tree, overlay],
        [other, spelled],
      ]),
    ).toBe(1);
  });

  it('runs it again where a file differs, is gone or is new', async () => {
    const changes = [
      { path: 'a.py', content: 'ONE' },
      { path: 'a.py', content: null },
      { path: 'c.py', content: '' },
    ];
    expect(await runsOf([[tree, []], ...changes.map((change): [Tree, FileChange[]] => [tree, [change]])])).toBe(4);
  });

  it('keeps a repetition apart from the first run, because it is there to differ', async () => {
    expect(
      await runsOf([
        [tree, [], 0],
        [tree, [], 1],
        [tree, [], 1],
      ]),
    ).toBe(2);
  });

  it('does not remember a run that was cut off', async () => {
    const asked: [Tree, FileChange[]][] = [
      [tree, []],
      [tree, []],
    ];
    expect(await runsOf(asked, { ...exited, ending: 'timed-out', exitCode: null })).toBe(2);
  });

  it('does not remember a run that broke', async () => {
    const memory = runMemory();
    const asked = { tree, overlay: [], how: { command: 'test' } };
    await expect(memory.recall(asked, () => Promise.reject(new Error('no sandbox')))).rejects.toThrow('no sandbox');
    expect(await memory.recall(asked, async () => exited)).toEqual(exited);
  });
});
