import type { Repository } from '../../entities.ts';
import { listCommits, type Signature, treeEntry } from '../../git/objects.ts';
import { accountByEmail } from '../../lookup.ts';
import { presentVerification } from '../../present/commits.ts';
import { timestamp } from '../../state.ts';
import { connection, type PageArgs } from '../connection.ts';
import { type CommitNode, commitNode } from '../git-nodes.ts';
import { requirePermitted } from '../permitted.ts';
import type { GraphContext, TypeResolvers } from '../resolve.ts';
import { entryNode, objectFields } from './git.ts';

const headlineOf = ({ commit }: CommitNode) => commit.message.split('\n')[0] ?? '';

function actorNode(signature: Signature, { state }: GraphContext) {
  const account = accountByEmail(state, signature.email);
  return {
    name: signature.name,
    email: signature.email,
    date: signature.date,
    /** GitHub answers a bot's commits as a User's, too. */
    user: account && account.kind !== 'Organization' ? { ...account, kind: 'User', fullLogin: account.login } : null,
    avatarUrl: `${state.url}/_playground/avatars/${account?.id ?? 0}.svg`,
  };
}

function signatureNode({ oid, commit }: CommitNode, { state }: GraphContext) {
  const { verified, signature, payload } = presentVerification(state, oid);
  if (!verified) return null;
  return {
    kind: 'GpgSignature',
    email: commit.committer.email,
    isValid: true,
    keyId: null,
    payload,
    signature,
    signer: null,
    state: 'VALID',
    wasSignedByGitHub: true,
  };
}

async function history(repository: Repository, range: string[]): Promise<CommitNode[]> {
  const commits = await listCommits(repository.directory, range);
  return commits.map(commit => ({ kind: 'Commit', repository, oid: commit.oid, commit }));
}

interface SuiteArgs extends PageArgs {
  filterBy?: { appId?: number | null; checkName?: string | null } | null;
}

const commit: TypeResolvers<CommitNode> = {
  ...(objectFields as TypeResolvers<CommitNode>),
  url: (node, args, context) => objectFields['commitUrl']?.(node, args, context),
  resourcePath: (node, args, context) => objectFields['commitResourcePath']?.(node, args, context),
  message: node => node.commit.message,
  messageHeadline: headlineOf,
  messageBody: node => node.commit.message.slice(headlineOf(node).length).trim(),
  authoredDate: node => timestamp(new Date(node.commit.author.date)),
  committedDate: node => timestamp(new Date(node.commit.committer.date)),
  author: (node, _, context) => actorNode(node.commit.author, context),
  committer: (node, _, context) => actorNode(node.commit.committer, context),
  signature: (node, _, context) => signatureNode(node, context),
  tree: node => ({ kind: 'Tree', repository: node.repository, oid: node.commit.tree }),
  file: async (node, { path }: { path: string }) =>
    entryNode(node.repository, await treeEntry(node.repository.directory, node.oid, path)),
  parents: async (node, args: PageArgs) => {
    const parents = await Promise.all(node.commit.parents.map(oid => commitNode(node.repository, oid)));
    return connection('parents', parents, args);
  },
  history: async (node, args: PageArgs & { path?: string | null }) =>
    connection('history', await history(node.repository, [node.oid, ...(args.path ? ['--', args.path] : [])]), args),
  checkSuites: (node, args: SuiteArgs, context) => {
    requirePermitted(context, node.repository, 'readChecks');
    const { appId, checkName } = args.filterBy ?? {};
    const suites = node.repository.suites
      .filter(suite => suite.headOid === node.oid && suite.appId === (appId ?? suite.appId))
      .filter(suite => !checkName || suite.runs.some(run => run.name === checkName));
    return connection('checkSuites', suites, args);
  },
};

/** Commits. */
export const commitTypes = { Commit: commit };
