import { git, gitBytes, tryGit } from './run.ts';

/** Who and when, as a commit object says it. */
export interface Signature {
  name: string;
  email: string;
  date: string;
}

export interface GitCommit {
  oid: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

export interface GitTreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  oid: string;
  size: number | undefined;
  path: string;
}

const format = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');

function parseCommit(record: string): GitCommit {
  const [oid = '', tree = '', parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', message = ''] =
    record.split('\0');
  return {
    oid,
    tree,
    parents: parents.split(' ').filter(Boolean),
    author: { name: an, email: ae, date: ad },
    committer: { name: cn, email: ce, date: cd },
    message: message.replace(/\n+$/, ''),
  };
}

/** Commits of a range, newest first. `range` is what git-log(1) takes: `main`, `main..topic`, `-- path`. */
export async function listCommits(directory: string, range: readonly string[], limit = 10_000): Promise<GitCommit[]> {
  const args = ['log', `--max-count=${limit}`, `--format=${format}%x01`, ...range];
  const output = await git(directory, args);
  return output
    .split('\x01')
    .map(record => record.replace(/^\n/, ''))
    .filter(Boolean)
    .map(parseCommit);
}

/** One commit by oid. */
export async function readCommit(directory: string, oid: string): Promise<GitCommit | undefined> {
  if ((await objectType(directory, oid)) !== 'commit') return undefined;
  const [commit] = await listCommits(directory, [oid], 1);
  return commit;
}

/** How many commits a range holds. */
export async function countCommits(directory: string, range: string): Promise<number> {
  return Number((await tryGit(directory, ['rev-list', '--count', range])) ?? 0);
}

/** `commit`, `tree`, `blob` or `tag`, or nothing when there is no such object. */
export async function objectType(directory: string, oid: string): Promise<string | undefined> {
  return (await tryGit(directory, ['cat-file', '-t', oid]))?.trim();
}

/** The bytes of a blob. */
export async function readBlob(directory: string, oid: string): Promise<Buffer> {
  return gitBytes(directory, ['cat-file', 'blob', oid]);
}

/** Entries of a tree, one level or all of them. */
export async function listTree(directory: string, treeish: string, recursive = false): Promise<GitTreeEntry[]> {
  const output = await git(directory, ['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), treeish]);
  return output
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const [facts = '', path = ''] = [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)];
      const [mode = '', type = '', oid = '', size = ''] = facts.split(/ +/);
      const bytes = size === '-' ? undefined : Number(size);
      return { mode, type: type as GitTreeEntry['type'], oid, size: bytes, path };
    });
}

/** One entry of a commit's tree by path. */
export async function treeEntry(directory: string, oid: string, path: string): Promise<GitTreeEntry | undefined> {
  const output = await tryGit(directory, ['--literal-pathspecs', 'ls-tree', '-z', '-l', oid, '--', path]);
  const line = output?.split('\0')[0];
  if (!line) return undefined;
  const [mode = '', type = '', entry = '', size = ''] = line.slice(0, line.indexOf('\t')).split(/ +/);
  return { mode, type: type as GitTreeEntry['type'], oid: entry, size: size === '-' ? undefined : Number(size), path };
}

/** Git's own rule: a NUL in the first 8,000 bytes makes it binary. */
export function isBinary(content: Buffer): boolean {
  return content.subarray(0, 8000).includes(0);
}
