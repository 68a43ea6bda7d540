import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileChange } from '../../src/domain/file-change.ts';

/** A repository on disk with a sample on `main` and a branch `work` that grows by commits, as a person makes them. */
export async function branchOff(sample: string, more: readonly FileChange[] = []) {
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-branch-'));
  await cp(sample, directory, { recursive: true });
  await apply(directory, more);
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, ...identity, GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=feat: the shelf');
  git('checkout', '--quiet', '-b', 'work');
  return {
    directory,
    git,
    async commit(message: string, changes: readonly FileChange[]): Promise<void> {
      await apply(directory, changes);
      git('add', '--all');
      git('commit', '--quiet', `--message=${message}`);
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

export type Branch = Awaited<ReturnType<typeof branchOff>>;

async function apply(directory: string, changes: readonly FileChange[]): Promise<void> {
  for (const { path, content } of changes) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    if (content === null) await rm(file);
    else await writeFile(file, content);
  }
}
