import type { FileMode, TreeEntry } from '../../domain/file-change.ts';
import type { Tree } from '../../ports/repositories.ts';
import type { ObjectStore } from './object-store.ts';
import type { TreeDirectories } from './tree-directories.ts';

/** Larger files are no source that anybody reads; they are not handed out as text. */
const largestText = 16 * 2 ** 20;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The tree of a commit that is complete in `store`. Entries are listed once. */
export function treeOf(store: ObjectStore, oid: string, directories: TreeDirectories): Tree {
  let listed: Promise<TreeEntry[]> | undefined;
  const list = () => {
    listed ??= listEntries(store, oid);
    return listed;
  };
  const readMany = async (paths: readonly string[]) => {
    const wanted = new Set(paths);
    const entries = (await list()).filter(entry => wanted.has(entry.path) && isText(entry));
    return readBlobs(store, entries);
  };
  return {
    oid,
    list,
    readMany,
    read: async path => (await readMany([path])).get(path),
    directory: () => directories.directoryOf(store, oid),
  };
}

function isText({ mode, size }: TreeEntry): boolean {
  return (mode === '100644' || mode === '100755') && size <= largestText;
}

async function listEntries(store: ObjectStore, oid: string): Promise<TreeEntry[]> {
  const output = await store.run(['ls-tree', '-r', '-l', '-z', '--full-tree', oid]);
  return output.toString().split('\0').filter(Boolean).map(parseEntry);
}

/** `<mode> <type> <oid> <size>\t<path>`; a submodule has `-` for its size (git-ls-tree(1)). */
function parseEntry(line: string): TreeEntry {
  const tab = line.indexOf('\t');
  const [mode = '', , oid = '', size = ''] = line.slice(0, tab).split(/ +/);
  return { path: line.slice(tab + 1), mode: modeOf(mode), oid, size: Number.parseInt(size, 10) || 0 };
}

/** Trees written by old versions of git also hold 100664, which means 100644. */
function modeOf(mode: string): FileMode {
  if (mode === '100755' || mode === '120000' || mode === '160000') return mode;
  return '100644';
}

async function readBlobs(store: ObjectStore, entries: readonly TreeEntry[]): Promise<Map<string, string>> {
  if (entries.length === 0) return new Map();
  const input = entries.map(entry => `${entry.oid}\n`).join('');
  const output = await store.run(['cat-file', '--batch'], { input });
  const texts = new Map<string, string>();
  let offset = 0;
  for (const { path, size } of entries) {
    const start = output.indexOf('\n', offset) + 1;
    const text = textOf(output.subarray(start, start + size));
    if (text !== undefined) texts.set(path, text);
    offset = start + size + 1;
  }
  return texts;
}

function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
