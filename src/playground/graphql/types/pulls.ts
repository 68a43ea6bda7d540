import type { Pull, Repository } from '../../entities.ts';
import { type ChangedFile, diffFiles, mergeBase, mergeTree } from '../../git/diff.ts';
import { listCommits } from '../../git/objects.ts';
import { readRef } from '../../git/refs.ts';
import { sourceOf } from '../../lookup.ts';
import { presentPull } from '../../present/pulls.ts';
import { maybeTimestamp } from '../../state.ts';
import { connection, type PageArgs } from '../connection.ts';
import { refNode } from '../git-nodes.ts';
import type { TypeResolvers } from '../resolve.ts';
import { pullState } from './git.ts';
import { issueFields } from './issues.ts';

async function filesOf({ repository, pull }: Pull): Promise<ChangedFile[]> {
  const base = (await mergeBase(repository.directory, pull.baseOid, pull.headOid)) ?? pull.baseOid;
  return diffFiles(repository.directory, base, pull.headOid);
}

async function branchOf(repository: Repository, branch: string) {
  const name = `refs/heads/${branch}`;
  const oid = await readRef(repository.directory, name);
  return oid ? refNode(repository, { name, oid }) : null;
}

const changeTypes: Record<ChangedFile['status'], string> = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  changed: 'CHANGED',
};

async function mergeable({ repository, pull, state }: Pull): Promise<string> {
  if (state === 'closed') return 'UNKNOWN';
  return (await mergeTree(repository.directory, pull.baseOid, pull.headOid)) ? 'MERGEABLE' : 'CONFLICTING';
}

const pullRequest: TypeResolvers<Pull> = {
  ...(issueFields as TypeResolvers<Pull>),
  state: pullState,
  isDraft: issue => issue.pull.isDraft,
  isCrossRepository: issue => issue.pull.source !== undefined,
  merged: issue => issue.pull.mergedAt !== null,
  mergedAt: issue => maybeTimestamp(issue.pull.mergedAt),
  mergedBy: issue => issue.pull.mergedBy,
  mergeable,
  baseRefName: issue => issue.pull.base,
  baseRefOid: issue => issue.pull.baseOid,
  baseRef: issue => branchOf(issue.repository, issue.pull.base),
  baseRepository: issue => issue.repository,
  headRefName: issue => issue.pull.head,
  headRefOid: issue => issue.pull.headOid,
  headRef: issue => branchOf(sourceOf(issue), issue.pull.head),
  headRepository: issue => sourceOf(issue),
  changedFiles: async issue => (await filesOf(issue)).length,
  additions: async issue => (await filesOf(issue)).reduce((sum, file) => sum + file.additions, 0),
  deletions: async issue => (await filesOf(issue)).reduce((sum, file) => sum + file.deletions, 0),
  files: async (issue, args: PageArgs) => {
    const files = (await filesOf(issue)).map(({ status, ...file }) => ({ ...file, changeType: changeTypes[status] }));
    return connection('files', files, args);
  },
  commits: async (issue, args: PageArgs, { state }) => {
    const { repository, pull } = issue;
    const commits = await listCommits(repository.directory, [`${pull.baseOid}..${pull.headOid}`], 250);
    const nodes = commits.reverse().map(commit => ({
      id: `PURC_${issue.id}_${commit.oid}`,
      pullRequest: issue,
      url: `${presentPull(state, issue).html_url}/commits/${commit.oid}`,
      resourcePath: `/${issue.number}/commits/${commit.oid}`,
      commit: { kind: 'Commit', repository, oid: commit.oid, commit },
    }));
    return connection('commits', nodes, args);
  },
};

/** Pull requests. */
export const pullTypes = { PullRequest: pullRequest };
