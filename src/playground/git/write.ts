import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './run.ts';

/** A file of a new commit; `content: null` removes it. */
export interface FileWrite {
  path: string;
  content: Buffer | null;
}

export interface CommitWrite {
  parents: string[];
  tree: string;
  message: string;
  author: { name: string; email: string };
  committer: { name: string; email: string };
  date: Date;
}

/** Stores bytes as a blob. */
export async function writeBlob(directory: string, content: Buffer): Promise<string> {
  return (await git(directory, ['hash-object', '-w', '--stdin'], { input: content })).trim();
}

/** The tree of a commit with some files changed, made in an index of its own. New content is always mode 100644. */
export async function writeTree(directory: string, from: string, files: readonly FileWrite[]): Promise<string> {
  const index = join(directory, `index-${randomUUID()}`);
  const environment = { GIT_INDEX_FILE: index };
  try {
    await git(directory, ['read-tree', from], { environment });
    const lines: string[] = [];
    for (const { path, content } of files) {
      if (content === null) lines.push(`0 ${'0'.repeat(40)}\t${path}`);
      else lines.push(`100644 ${await writeBlob(directory, content)}\t${path}`);
    }
    await git(directory, ['update-index', '-z', '--index-info'], {
      environment,
      input: lines.map(line => `${line}\0`).join(''),
    });
    return (await git(directory, ['write-tree'], { environment })).trim();
  } finally {
    await rm(index, { force: true });
  }
}

/** Stores a commit object; no ref moves. */
export async function writeCommit(directory: string, commit: CommitWrite): Promise<string> {
  const date = `${Math.floor(commit.date.getTime() / 1000)} +0000`;
  const environment = {
    GIT_AUTHOR_NAME: commit.author.name,
    GIT_AUTHOR_EMAIL: commit.author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: commit.committer.name,
    GIT_COMMITTER_EMAIL: commit.committer.email,
    GIT_COMMITTER_DATE: date,
  };
  const parents = commit.parents.flatMap(parent => ['-p', parent]);
  const args = ['commit-tree', commit.tree, ...parents, '-F', '-'];
  return (await git(directory, args, { environment, input: commit.message })).trim();
}
