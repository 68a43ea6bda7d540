import type { Repository } from '../../entities.ts';
import { isPull } from '../../entities.ts';
import { countCommits, isBinary, listCommits, listTree, readBlob, type treeEntry } from '../../git/objects.ts';
import { resolveCommit } from '../../git/refs.ts';
import { git } from '../../git/run.ts';
import { gitNodeId } from '../../node-ids.ts';
import { connection, type PageArgs } from '../connection.ts';
import type { CommitNode, ObjectNode, RefNode } from '../git-nodes.ts';
import { commitNode, objectNode } from '../git-nodes.ts';
import { requirePermitted } from '../permitted.ts';
import type { TypeResolvers } from '../resolve.ts';

/** GitHub cuts the text of larger blobs. */
const textLimit = 512_000;

const pathOf = (repository: Repository) => `/${repository.owner.login}/${repository.name}`;

/** Fields that every git object has. */
export const objectFields: TypeResolvers<CommitNode | ObjectNode> = {
  id: node => gitNodeId(node.kind, node.repository.id, node.oid),
  abbreviatedOid: node => node.oid.slice(0, 7),
  commitUrl: (node, _, { state }) => `${state.url}${pathOf(node.repository)}/commit/${node.oid}`,
  commitResourcePath: node => `${pathOf(node.repository)}/commit/${node.oid}`,
};

const content = (node: ObjectNode) => readBlob(node.repository.directory, node.oid);

const blob: TypeResolvers<ObjectNode> = {
  ...objectFields,
  byteSize: async node => (await content(node)).length,
  isBinary: async node => isBinary(await content(node)),
  isTruncated: async node => (await content(node)).length > textLimit,
  text: async node => {
    const bytes = await content(node);
    return isBinary(bytes) ? null : bytes.subarray(0, textLimit).toString();
  },
};

const entryKinds = { tree: 'Tree', blob: 'Blob', commit: undefined } as const;

interface EntrySource {
  repository: Repository;
  kind: 'Tree' | 'Blob' | undefined;
  oid: string;
  name: string;
}

/** A tree entry as a source, by its path from the root. */
export function entryNode(repository: Repository, entry: Awaited<ReturnType<typeof treeEntry>>): EntrySource | null {
  if (!entry) return null;
  const { path, mode, type, oid, size = 0 } = entry;
  const name = path.split('/').at(-1) ?? '';
  const facts = { path, mode: Number.parseInt(mode, 8), type, size, extension: /\.[^.]*$/.exec(name)?.[0] ?? '' };
  return { repository, kind: entryKinds[type], oid, name, isGenerated: false, ...facts } as EntrySource;
}

const tree: TypeResolvers<ObjectNode> = {
  ...objectFields,
  entries: async node => {
    const entries = await listTree(node.repository.directory, node.oid);
    return entries.map(entry => entryNode(node.repository, entry));
  },
};

const treeEntryType: TypeResolvers<EntrySource> = {
  object: ({ kind, repository, oid }) => (kind ? { kind, repository, oid } : null),
};

const tag: TypeResolvers<ObjectNode> = {
  ...objectFields,
  name: async node =>
    /^tag (.+)$/m.exec(await git(node.repository.directory, ['cat-file', 'tag', node.oid]))?.[1] ?? '',
  message: async node => (await git(node.repository.directory, ['cat-file', 'tag', node.oid])).split('\n\n')[1] ?? '',
  target: async node => {
    const oid = await git(node.repository.directory, ['rev-parse', `${node.oid}^{}`]);
    return objectNode(node.repository, oid.trim());
  },
};

interface PullFilter extends PageArgs {
  states?: string[] | null;
}

/** `OPEN`, `CLOSED` or `MERGED`. */
export function pullState(issue: { state: string; pull?: { mergedAt: Date | null } }): string {
  return issue.pull?.mergedAt ? 'MERGED' : issue.state.toUpperCase();
}

const ref: TypeResolvers<RefNode> = {
  id: node => gitNodeId('Ref', node.repository.id, node.name),
  name: node => node.name.slice(node.prefix.length),
  target: node => objectNode(node.repository, node.oid),
  associatedPullRequests: (node, args: PullFilter, context) => {
    requirePermitted(context, node.repository, 'readPulls');
    const found = node.repository.issues
      .filter(isPull)
      .filter(issue => issue.pull.source === undefined && `refs/heads/${issue.pull.head}` === node.name)
      .filter(issue => args.states?.includes(pullState(issue)) ?? true);
    return connection('associatedPullRequests', found, args);
  },
  compare: async (node, { headRef }: { headRef?: string }) => {
    const head = headRef && (await resolveCommit(node.repository.directory, headRef));
    return head ? { repository: node.repository, base: node.oid, head } : null;
  },
};

interface ComparisonSource {
  repository: Repository;
  base: string;
  head: string;
}

const ahead = ({ repository, base, head }: ComparisonSource) => countCommits(repository.directory, `${base}..${head}`);
const behind = ({ repository, base, head }: ComparisonSource) => countCommits(repository.directory, `${head}..${base}`);

const comparison: TypeResolvers<ComparisonSource> = {
  id: ({ base, head }) => `COMPARE_${base}...${head}`,
  aheadBy: ahead,
  behindBy: behind,
  baseTarget: ({ repository, base }) => commitNode(repository, base),
  headTarget: ({ repository, head }) => commitNode(repository, head),
  status: async source => {
    const [more, less] = [await ahead(source), await behind(source)];
    if (more > 0 && less > 0) return 'DIVERGED';
    return more > 0 ? 'AHEAD' : less > 0 ? 'BEHIND' : 'IDENTICAL';
  },
  commits: async ({ repository, base, head }, args: PageArgs) => {
    const commits = await listCommits(repository.directory, [`${base}..${head}`]);
    const nodes = commits.reverse().map(commit => ({ kind: 'Commit', repository, oid: commit.oid, commit }));
    return { ...connection('commits', nodes, args), authorCount: new Set(commits.map(c => c.author.email)).size };
  },
};

/** Git's objects and refs, all but commits. */
export const gitTypes = {
  Blob: blob,
  Tree: tree,
  TreeEntry: treeEntryType,
  Tag: tag,
  Ref: ref,
  Comparison: comparison,
};
