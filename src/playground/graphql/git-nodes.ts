import type { Repository } from '../entities.ts';
import { type GitCommit, objectType, readCommit } from '../git/objects.ts';

/** Git's objects and refs as GraphQL sources. A commit is read when it is made, so that its fields cost nothing. */
export interface CommitNode {
  kind: 'Commit';
  repository: Repository;
  oid: string;
  commit: GitCommit;
}

export interface ObjectNode {
  kind: 'Tree' | 'Blob' | 'Tag';
  repository: Repository;
  oid: string;
}

/** `name` is the full one; `prefix` is what `Ref.name` leaves out. */
export interface RefNode {
  kind: 'Ref';
  repository: Repository;
  name: string;
  prefix: string;
  oid: string;
}

const kinds: Record<string, ObjectNode['kind']> = { tree: 'Tree', blob: 'Blob', tag: 'Tag' };

/** The commit by oid. */
export async function commitNode(repository: Repository, oid: string): Promise<CommitNode | null> {
  const commit = await readCommit(repository.directory, oid);
  return commit ? { kind: 'Commit', repository, oid, commit } : null;
}

/** Any object by oid. */
export async function objectNode(repository: Repository, oid: string): Promise<CommitNode | ObjectNode | null> {
  const commit = await commitNode(repository, oid);
  if (commit) return commit;
  const kind = kinds[(await objectType(repository.directory, oid)) ?? ''];
  return kind ? { kind, repository, oid } : null;
}

/** A ref; branches and tags leave out `refs/heads/` and `refs/tags/`. */
export function refNode(repository: Repository, ref: { name: string; oid: string }, prefix?: string): RefNode {
  const usual = /^refs\/(heads|tags)\//.exec(ref.name)?.[0] ?? 'refs/';
  return { kind: 'Ref', repository, ...ref, prefix: prefix ?? usual };
}
