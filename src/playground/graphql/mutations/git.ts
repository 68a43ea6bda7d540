import { commitToBranch, createRef, updateRef } from '../../actions/commits.ts';
import { actorOf } from '../../auth/viewer.ts';
import type { Repository } from '../../entities.ts';
import { isAncestor } from '../../git/diff.ts';
import { exclusively } from '../../git/lock.ts';
import { readRef, zeroOid } from '../../git/refs.ts';
import type { FileWrite } from '../../git/write.ts';
import { findRepository } from '../../lookup.ts';
import { parseGitNodeId } from '../../node-ids.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { commitNode, refNode } from '../git-nodes.ts';
import { storedNode } from '../nodes.ts';
import { requirePermitted } from '../permitted.ts';
import type { GraphContext } from '../resolve.ts';
import type { Mutation } from './mutation.ts';

interface CreateCommitInput {
  branch: { id?: string; repositoryNameWithOwner?: string; branchName?: string };
  expectedHeadOid: string;
  message: { headline: string; body?: string };
  fileChanges?: { additions?: { path: string; contents: string }[]; deletions?: { path: string }[] };
}

interface Branch {
  repository: Repository;
  name: string;
}

function refById({ state }: GraphContext, id: string): Branch {
  const git = parseGitNodeId(id);
  const repository = state.repositories.find(other => other.id === git?.repositoryId);
  if (git?.kind !== 'Ref' || !repository) throw notFound(`Could not resolve to a node with the global id of '${id}'`);
  return { repository, name: git.key };
}

function branchOf({ branch }: CreateCommitInput, context: GraphContext): Branch {
  if (branch.id) return refById(context, branch.id);
  const [owner = '', name = ''] = (branch.repositoryNameWithOwner ?? '').split('/');
  const repository = findRepository(context.state, owner, name);
  if (!repository || !branch.branchName)
    throw notFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
  return { repository, name: `refs/heads/${branch.branchName.replace(/^refs\/heads\//, '')}` };
}

function filesOf({ fileChanges }: CreateCommitInput): FileWrite[] {
  const additions = (fileChanges?.additions ?? []).map(({ path, contents }) => ({
    path,
    content: Buffer.from(contents, 'base64'),
  }));
  const deletions = (fileChanges?.deletions ?? []).map(({ path }) => ({ path, content: null }));
  return [...additions, ...deletions];
}

const createCommitOnBranch: Mutation<CreateCommitInput> = async (input, context) => {
  const { repository, name } = branchOf(input, context);
  requirePermitted(context, repository, 'writeContents');
  const { headline, body } = input.message;
  const message = body ? `${headline}\n\n${body}` : headline;
  const oid = await exclusively(repository.directory, async () => {
    const head = await readRef(repository.directory, name);
    if (!head) throw notFound(`Could not find branch ${name.slice('refs/heads/'.length)}`);
    if (head !== input.expectedHeadOid)
      throw new Refusal(
        'STALE_DATA',
        `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`,
      );
    const actor = actorOf(context.viewer);
    const files = filesOf(input);
    return commitToBranch(context.state, { repository, ref: name, expected: head, message, files, actor });
  });
  return { commit: await commitNode(repository, oid), ref: refNode(repository, { name, oid }) };
};

interface CreateRefInput {
  repositoryId: string;
  name: string;
  oid: string;
}

const createRefMutation: Mutation<CreateRefInput> = async (input, context) => {
  const repository = storedNode(context, input.repositoryId, ['Repository']) as Repository;
  requirePermitted(context, repository, 'writeContents');
  const { name, oid } = input;
  const actor = actorOf(context.viewer);
  await exclusively(repository.directory, () => createRef(context.state, { repository, name, oid, actor }));
  return { ref: refNode(repository, { name, oid }) };
};

const updateRefMutation: Mutation<{ refId: string; oid: string; force?: boolean }> = async (input, context) => {
  const { repository, name } = refById(context, input.refId);
  requirePermitted(context, repository, 'writeContents');
  await exclusively(repository.directory, async () => {
    const before = await readRef(repository.directory, name);
    if (before && !input.force && !(await isAncestor(repository.directory, before, input.oid)))
      throw new Refusal('UNPROCESSABLE', 'Update is not a fast forward');
    await updateRef(context.state, { repository, name, oid: input.oid, actor: actorOf(context.viewer) });
  });
  return { ref: refNode(repository, { name, oid: input.oid }) };
};

const deleteRef: Mutation<{ refId: string }> = async (input, context) => {
  const { repository, name } = refById(context, input.refId);
  requirePermitted(context, repository, 'writeContents');
  const move = { repository, name, oid: zeroOid, actor: actorOf(context.viewer) };
  await exclusively(repository.directory, () => updateRef(context.state, move));
  return {};
};

/** Mutations of git's refs and commits. */
export const gitMutations = {
  createCommitOnBranch,
  createRef: createRefMutation,
  updateRef: updateRefMutation,
  deleteRef,
};
