import type { FileChange } from '../../domain/file-change.ts';
import { git } from '../processes/launcher.ts';
import { initBare } from './object-store.ts';

/** A branch with its commits, oldest first; without `from` its first commit has no parent. */
export interface ScratchBranch {
  name: string;
  from?: string;
  commits: readonly { message: string; changes: readonly FileChange[] }[];
}

/** Makes a bare repository at `directory` with these branches, in one git process and without a work tree. */
export async function makeScratchRepository(
  { directory, environment }: { directory: string; environment?: Record<string, string> },
  branches: readonly ScratchBranch[],
): Promise<void> {
  await initBare(directory, environment);
  const input = branches.map(streamOf).join('');
  await git(['fast-import', '--quiet', '--done'], { directory, environment, input: `${input}done\n` });
}

/** One branch as git-fast-import(1) reads it. */
function streamOf({ name, from, commits }: ScratchBranch): string {
  return commits
    .map(({ message, changes }, index) => {
      const parent = index === 0 && from ? `from refs/heads/${from}\n` : '';
      const head = `commit refs/heads/${name}\ncommitter ${author} 0 +0000\n${dataOf(message)}${parent}`;
      return `${head}${changes.map(lineOf).join('')}\n`;
    })
    .join('');
}

const author = 'Redfirst <redfirst@localhost>';

const lineOf = ({ path, content }: FileChange): string =>
  content === null ? `D ${path}\n` : `M 100644 inline ${path}\n${dataOf(content)}`;

const dataOf = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
