import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

export interface Push {
  /** A branch to merge in. */
  merges?: string;
  /** The branch to begin a new one from; it is cloned itself unless told otherwise. */
  from?: string;
  /** Whole texts by path; `null` deletes the file. */
  files?: Record<string, string | null>;
  message?: string;
  /** Drops so many commits of the branch first, and pushes by force. */
  drops?: number;
}

/** A person at their own machine: clones the branch, commits, pushes. Gives the new head. */
export async function push(url: string, branch: string, change: Push): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-person-'));
  const git = (...args: string[]) => execa('git', ['-C', directory, ...args], { env: identity });
  try {
    await git('clone', '--quiet', '--branch', change.from ?? branch, url, '.');
    if (change.from) await git('checkout', '--quiet', '-b', branch);
    if (change.drops) await git('reset', '--quiet', '--hard', `HEAD~${change.drops}`);
    for (const [path, text] of Object.entries(change.files ?? {})) await put(join(directory, path), text);
    if (change.files) {
      await git('add', '--all');
      await git('commit', '--quiet', '--message', change.message ?? 'by hand');
    }
    if (change.merges) await git('merge', '--quiet', '--no-ff', '--no-edit', `origin/${change.merges}`);
    await git('push', '--quiet', ...(change.drops ? ['--force'] : []), 'origin', branch);
    return (await git('rev-parse', 'HEAD')).stdout;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const identity = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'a person',
  GIT_AUTHOR_EMAIL: 'person@example.com',
  GIT_COMMITTER_NAME: 'a person',
  GIT_COMMITTER_EMAIL: 'person@example.com',
};

async function put(path: string, text: string | null): Promise<void> {
  if (text === null) return rm(path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
