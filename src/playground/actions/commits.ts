import type { Account, Repository } from '../entities.ts';
import { emptyTree } from '../git/diff.ts';
import { treeEntry } from '../git/objects.ts';
import { isRefName, moveRef, readRef, resolveRevision, zeroOid } from '../git/refs.ts';
import { type FileWrite, writeCommit, writeTree } from '../git/write.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { refMoved } from './pushes.ts';

/** A commit on a branch, made through the API. */
export interface ApiCommit {
  repository: Repository;
  /** Full ref name. */
  ref: string;
  /** The branch must point here; nothing starts an empty repository. */
  expected: string | undefined;
  message: string;
  files: readonly FileWrite[];
  actor: Account;
}

const gitHub = { name: 'GitHub', email: 'noreply@github.com' };

/** Commits files to a branch if it still points where the caller thinks, and answers the new oid. */
export async function commitToBranch(state: State, commit: ApiCommit): Promise<string> {
  const { repository, ref, expected, actor, message } = commit;
  const parent = expected ?? emptyTree;
  await requireLegalPaths(commit, parent);
  const tree = await writeTree(repository.directory, parent, commit.files);
  const parents = expected ? [expected] : [];
  const author = { name: actor.login, email: actor.email };
  const { directory } = repository;
  const oid = await writeCommit(directory, { parents, tree, message, author, committer: gitHub, date: state.now() });
  if (actor.kind === 'Bot') state.signedCommits.add(oid);
  if (!(await moveRef(directory, { name: ref, from: expected, to: oid })))
    throw new Refusal('STALE_DATA', 'The branch moved while the commit was made. Pull and try again.');
  await refMoved(state, { repository, ref, before: expected ?? zeroOid, after: oid, actor });
  return oid;
}

async function requireLegalPaths({ repository, files, actor }: ApiCommit, parent: string): Promise<void> {
  for (const { path, content } of files) {
    const parts = path.split('/');
    if (parts.some(part => ['', '.', '..'].includes(part) || part.toLowerCase() === '.git'))
      throw new Refusal('UNPROCESSABLE', `A path was requested that is not valid: \`${path}\`.`);
    if (actor.kind === 'Bot' && path.startsWith('.github/workflows/'))
      throw new Refusal(
        'FORBIDDEN',
        `refusing to allow a GitHub App to create or update workflow \`${path}\` without \`workflows\` permission`,
      );
    if (content === null && !(await treeEntry(repository.directory, parent, path)))
      throw new Refusal(
        'UNPROCESSABLE',
        `A path was requested for deletion which does not exist as of commit oid \`${parent}\`: ${path}`,
      );
  }
}

/** Creates a branch or tag at an object. */
export async function createRef(
  state: State,
  { repository, name, oid, actor }: { repository: Repository; name: string; oid: string; actor: Account },
): Promise<void> {
  const { directory } = repository;
  if (!/^refs\/(heads|tags)\/./.test(name) || !(await isRefName(directory, name)))
    throw new Refusal('UNPROCESSABLE', `${name} is not a valid ref name.`);
  if (await readRef(directory, name))
    throw new Refusal('UNPROCESSABLE', `A ref named "${name}" already exists in the repository.`);
  if (!(await resolveRevision(directory, `${oid}^{commit}`)))
    throw new Refusal('UNPROCESSABLE', 'Object does not exist');
  if (!(await moveRef(directory, { name, from: undefined, to: oid })))
    throw new Refusal('UNPROCESSABLE', 'Ref cannot be created.');
  await refMoved(state, { repository, ref: name, before: zeroOid, after: oid, actor });
}

/** Moves or deletes a ref. */
export async function updateRef(
  state: State,
  { repository, name, oid, actor }: { repository: Repository; name: string; oid: string; actor: Account },
): Promise<void> {
  const before = await readRef(repository.directory, name);
  if (!before) throw new Refusal('UNPROCESSABLE', 'Reference does not exist');
  if (!(await moveRef(repository.directory, { name, from: before, to: oid })))
    throw new Refusal('UNPROCESSABLE', 'Reference cannot be updated');
  await refMoved(state, { repository, ref: name, before, after: oid, actor });
}
