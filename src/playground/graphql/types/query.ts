import { canSee } from '../../auth/access.ts';
import { findAccount, findRenamed, findRepository } from '../../lookup.ts';
import { notFound } from '../../refusal.ts';
import { timestamp } from '../../state.ts';
import { anyNode } from '../nodes.ts';
import { requirePermitted } from '../permitted.ts';
import type { GraphContext, TypeResolvers } from '../resolve.ts';
import { viewerNode } from './actors.ts';

interface RepositoryArgs {
  owner: string;
  name: string;
  followRenames?: boolean | null;
}

function repositoryNamed({ owner, name, followRenames }: RepositoryArgs, context: GraphContext) {
  const { state, viewer } = context;
  const follows = followRenames ?? true;
  const repository = findRepository(state, owner, name) ?? (follows ? findRenamed(state, owner, name) : undefined);
  if (!repository || !canSee(state, viewer, repository))
    throw notFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
  requirePermitted(context, repository, 'readMetadata');
  return repository;
}

const query: TypeResolvers<unknown> = {
  viewer: (_, __, context) => viewerNode(context),
  user: (_, { login }: { login: string }, { state }) => {
    const account = findAccount(state, login);
    if (account?.kind !== 'User') throw notFound(`Could not resolve to a User with the login of '${login}'.`);
    return account;
  },
  repository: (_, args: RepositoryArgs, context) => repositoryNamed(args, context),
  node: (_, { id }: { id: string }, context) => anyNode(context, id),
  nodes: (_, { ids }: { ids: string[] }, context) => ids.map(id => anyNode(context, id)),
  rateLimit: (_, __, { state }) => ({
    cost: 1,
    limit: 5000,
    nodeCount: 0,
    remaining: 4999,
    used: 1,
    resetAt: timestamp(new Date(state.now().getTime() + 3_600_000)),
  }),
};

/** Where every query begins. */
export const queryTypes = { Query: query };
