import { canSee } from '../auth/access.ts';
import type { Repository } from '../entities.ts';
import { readRef } from '../git/refs.ts';
import { parseGitNodeId } from '../node-ids.ts';
import { notFound } from '../refusal.ts';
import type { StoredEntity } from '../state.ts';
import { objectNode, refNode } from './git-nodes.ts';
import type { GraphContext } from './resolve.ts';

/** The repository that an entity belongs to, if it belongs to one. */
export function repositoryOf(entity: StoredEntity): Repository | undefined {
  if (entity.kind === 'Repository') return entity;
  if (entity.kind === 'IssueComment') return entity.issue.repository;
  if (entity.kind === 'CheckRun') return entity.suite.repository;
  return 'repository' in entity ? entity.repository : undefined;
}

const unresolved = (id: string) => notFound(`Could not resolve to a node with the global id of '${id}'`);

/** Something that is kept here and of the kind that the caller expects. */
export function storedNode<Kind extends StoredEntity['kind']>(
  { state, viewer }: GraphContext,
  id: string,
  kinds: readonly Kind[],
): Extract<StoredEntity, { kind: Kind }> | Extract<StoredEntity, { kind: unknown }> {
  const entity = state.nodes.get(id);
  const repository = entity && repositoryOf(entity);
  const isKind = entity && kinds.some(kind => kind === entity.kind);
  if (!isKind || (repository && !canSee(state, viewer, repository))) throw unresolved(id);
  return entity;
}

/** Anything with a global id. */
export async function anyNode(context: GraphContext, id: string): Promise<object> {
  const { state, viewer } = context;
  const stored = state.nodes.get(id);
  if (stored) return storedNode(context, id, [stored.kind]);
  const git = parseGitNodeId(id);
  const repository = state.repositories.find(other => other.id === git?.repositoryId);
  if (!git || !repository || !canSee(state, viewer, repository)) throw unresolved(id);
  const found = git.kind === 'Ref' ? await namedRef(repository, git.key) : await objectNode(repository, git.key);
  if (!found) throw unresolved(id);
  return found;
}

async function namedRef(repository: Repository, name: string) {
  const oid = await readRef(repository.directory, name);
  return oid ? refNode(repository, { name, oid }) : undefined;
}
