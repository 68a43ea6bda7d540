import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git, tryGit } from './run.ts';

export const zeroOid = '0'.repeat(40);

/** A full ref name and the object it points at. */
export interface GitRef {
  name: string;
  oid: string;
}

/** All refs below a prefix such as `refs/heads/`, in git's order. */
export async function listRefs(directory: string, prefix = 'refs/'): Promise<GitRef[]> {
  const output = await git(directory, ['for-each-ref', '--format=%(objectname) %(refname)', prefix]);
  return output
    .split('\n')
    .filter(Boolean)
    .map(line => ({ oid: line.slice(0, 40), name: line.slice(41) }));
}

/** The object that a full ref name points at: a file for each, or a line in one for all (gitrepository-layout(5)). */
export async function readRef(directory: string, name: string): Promise<string | undefined> {
  if (!name.startsWith('refs/')) return undefined;
  const [own, packed] = await Promise.all([name, 'packed-refs'].map(path => textOf(join(directory, path))));
  const line = packed?.split('\n').find(each => each.slice(41) === name);
  return /^[0-9a-f]{40}$/.exec(own?.trim() ?? line?.slice(0, 40) ?? '')?.[0];
}

const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

/** The object that any revision expression stands for. */
export async function resolveRevision(directory: string, expression: string): Promise<string | undefined> {
  const output = await tryGit(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', expression]);
  return output?.trim().split('\n').at(-1) || undefined;
}

/** The commit that a branch, a tag or an oid stands for. Branches win, as on GitHub. */
export async function resolveCommit(directory: string, name: string): Promise<string | undefined> {
  const full = name.startsWith('refs/') ? name : `refs/heads/${name.replace(/^heads\//, '')}`;
  const oid = (await readRef(directory, full)) ?? name;
  return resolveRevision(directory, `${oid}^{commit}`);
}

/** Whether git would take this as a ref name (git-check-ref-format(1)). */
export async function isRefName(directory: string, name: string): Promise<boolean> {
  return (await tryGit(directory, ['check-ref-format', name])) !== undefined;
}

/** Moves a ref if it still is where the caller thinks. Answers whether it did; the zero oid deletes or creates. */
export async function moveRef(
  directory: string,
  move: { name: string; from: string | undefined; to: string },
): Promise<boolean> {
  const from = move.from ?? zeroOid;
  const args = move.to === zeroOid ? ['update-ref', '-d', move.name, from] : ['update-ref', move.name, move.to, from];
  return (await tryGit(directory, args)) !== undefined;
}
