import { createHash, randomBytes } from 'node:crypto';
import type { FileChange, TreeEntry } from '../domain/file-change.ts';
import type { Tree } from '../ports/repositories.ts';
import type { SandboxResult } from '../ports/sandbox.ts';

/** What is run on what: two of these that come to the same files and the same command are one run. */
export interface AskedRun {
  tree: Tree;
  overlay: readonly FileChange[];
  /** All that decides the result beside the files: command, environment, artifacts, and which repetition it is. */
  how: object;
  /** The command looks at documents too: a formatter, a linter. */
  readsDocuments?: boolean | undefined;
  /** Files that can make a difference to it; all where nothing is said. */
  isRead?: ((path: string) => boolean) | undefined;
}

/**
 * The runs of one judgment or one turn. Several gates ask for the same command on the same files: it is run for the
 * first of them. It ends with the turn, so that no verdict rests on what was seen some other day.
 */
export interface RunMemory {
  recall(asked: AskedRun, run: () => Promise<SandboxResult>): Promise<SandboxResult>;
  /** What a planted test is called, so that no code can know it beforehand. */
  readonly nonce: string;
  /** How many runs there were, and how many were answered from memory. */
  readonly counts: { run: number; recalled: number };
}

/** An empty memory. A run that was cut off says nothing about the next one, so only what came to its end is kept. */
export function runMemory(): RunMemory {
  const known = new Map<string, Promise<SandboxResult>>();
  const counts = { run: 0, recalled: 0 };
  return {
    counts,
    nonce: `n${randomBytes(6).toString('hex')}`,
    async recall(asked, run) {
      const key = `${await contentHash(asked, asked.isRead)} ${JSON.stringify(asked.how)}`;
      const seen = known.get(key);
      if (seen) {
        counts.recalled += 1;
        return seen;
      }
      counts.run += 1;
      const running = run();
      known.set(key, running);
      const forget = () => known.delete(key);
      running.then(({ ending }) => ending === 'exited' || forget(), forget);
      return running;
    },
  };
}

/** Hash of every path, mode and blob of a tree with a change set laid over it, whatever the two are called. */
export async function contentHash(
  { tree, overlay }: Pick<AskedRun, 'tree' | 'overlay'>,
  counts: (path: string) => boolean = () => true,
): Promise<string> {
  const entries = new Map((await entriesUnder(tree, overlay)).map(entry => [entry.path, entry]));
  const hash = createHash('sha256');
  for (const path of [...entries.keys()].filter(counts).sort()) {
    const { mode, oid } = entries.get(path) ?? {};
    hash.update(`${mode} ${oid} ${path}\0`);
  }
  return hash.digest('hex');
}

/** The entries of a tree with a change set laid over it. */
export async function entriesUnder(tree: Tree, overlay: readonly FileChange[]): Promise<TreeEntry[]> {
  const entries = new Map((await tree.list()).map(entry => [entry.path, entry]));
  for (const { path, content } of overlay) {
    if (content === null) entries.delete(path);
    else entries.set(path, { path, mode: '100644', oid: blobOid(content), size: Buffer.byteLength(content) });
  }
  return [...entries.values()];
}

/** The name that git gives to a text (gitformat-pack(5): SHA-1 of `blob <length>\0<content>`). */
function blobOid(text: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest('hex');
}
