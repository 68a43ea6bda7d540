import { git, tryGit } from './run.ts';

export interface ChangedFile {
  path: string;
  previousPath: string | undefined;
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  oid: string;
  additions: number;
  deletions: number;
  /** Hunks without the file header; nothing for a binary file. */
  patch: string | undefined;
}

const statusOf: Record<string, ChangedFile['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
};

interface RawEntry {
  status: ChangedFile['status'];
  oldOid: string;
  newOid: string;
  paths: string[];
}

/** Reads `--raw -z`: `:mode mode oid oid X`, then one path, or two for a rename. */
function parseRaw(output: string): RawEntry[] {
  const fields = output.split('\0');
  const entries: RawEntry[] = [];
  for (let at = 0; at < fields.length; ) {
    const [, , oldOid = '', newOid = '', letter = ''] = (fields[at] ?? '').split(' ');
    if (!letter) break;
    const count = letter.startsWith('R') ? 2 : 1;
    const status = statusOf[letter.charAt(0)] ?? 'modified';
    entries.push({ status, oldOid, newOid, paths: fields.slice(at + 1, at + 1 + count) });
    at += 1 + count;
  }
  return entries;
}

function countLines(patch: string | undefined, sign: '+' | '-'): number {
  return patch === undefined ? 0 : patch.split('\n').filter(line => line.startsWith(sign)).length;
}

/** Hunks of each file, in the order of the raw entries. */
function splitPatches(output: string): (string | undefined)[] {
  return output
    .split(/^diff --git /m)
    .slice(1)
    .map(part => {
      const start = part.search(/^@@ /m);
      return start === -1 ? undefined : part.slice(start).replace(/\n$/, '');
    });
}

/** What changed between two trees, with real patches. */
export async function diffFiles(directory: string, from: string, to: string): Promise<ChangedFile[]> {
  const options = ['--no-color', '--no-ext-diff', '--find-renames'];
  const raw = parseRaw(await git(directory, ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', ...options, from, to]));
  const patches = splitPatches(await git(directory, ['diff-tree', '-r', '-p', ...options, from, to]));
  return raw.map((entry, index) => ({
    path: entry.paths.at(-1) ?? '',
    previousPath: entry.paths.length === 2 ? entry.paths[0] : undefined,
    status: entry.status,
    oid: entry.status === 'removed' ? entry.oldOid : entry.newOid,
    additions: countLines(patches[index], '+'),
    deletions: countLines(patches[index], '-'),
    patch: patches[index],
  }));
}

/** Where two histories parted. */
export async function mergeBase(directory: string, left: string, right: string): Promise<string | undefined> {
  return (await tryGit(directory, ['merge-base', left, right]))?.trim();
}

/** Whether the first commit is in the history of the second. */
export async function isAncestor(directory: string, ancestor: string, oid: string): Promise<boolean> {
  return (await tryGit(directory, ['merge-base', '--is-ancestor', ancestor, oid])) !== undefined;
}

/** The tree of a merge, or nothing when it conflicts. Nothing is written but objects. */
export async function mergeTree(directory: string, base: string, head: string): Promise<string | undefined> {
  return (await tryGit(directory, ['merge-tree', '--write-tree', base, head]))?.trim().split('\n')[0];
}

/** The empty tree of SHA-1 git, to compare a first commit with. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
