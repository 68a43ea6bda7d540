import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** A branch that begins on the default branch, with its commits. */
export interface NewBranch {
  name: string;
  /** Another one of these to begin on. */
  from?: string;
  commits: readonly { message: string; files: Readonly<Record<string, string | null>> }[];
}

/** A person with much to hand in: clones once, and pushes all branches at once. */
export async function pushBranches(url: string, branches: readonly NewBranch[]): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-person-'));
  const git = (...args: string[]) => execa('git', ['-C', directory, ...args]);
  try {
    await git('clone', '--quiet', '--bare', url, '.');
    const head = (await git('symbolic-ref', 'HEAD')).stdout;
    await execa('git', ['-C', directory, 'fast-import', '--quiet'], { input: streamOf(branches, head) });
    await git('push', '--quiet', url, ...branches.map(({ name }) => refOf(name)));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const refOf = (name: string): string => `refs/heads/${name}`;

/** The commits as git-fast-import(1) reads them. */
function streamOf(branches: readonly NewBranch[], head: string): string {
  return branches
    .flatMap(({ name, from, commits }) =>
      commits.map(({ message, files }, index) =>
        [
          `commit ${refOf(name)}`,
          `committer a person <person@example.com> ${Math.floor(Date.now() / 1000)} +0000`,
          dataOf(message),
          ...(index === 0 ? [`from ${from === undefined ? head : refOf(from)}`] : []),
          ...Object.entries(files).map(([path, text]) =>
            text === null ? `D ${path}` : `M 100644 inline ${path}\n${dataOf(text)}`,
          ),
          '',
        ].join('\n'),
      ),
    )
    .join('\n');
}

const dataOf = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`;
