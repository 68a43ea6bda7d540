import type { FileChange } from '../../domain/file-change.ts';
import { mergeChanges } from '../../domain/file-change.ts';
import type { Tree } from '../../ports/repositories.ts';

/** How much of a file the model has before it. */
export type Sight = 'none' | 'part' | 'whole';

/**
 * What is written in a dialogue, as text laid over a tree: nothing touches a file system. It also knows what of the files
 * the model has seen, since what was not read cannot be edited.
 */
export interface Draft {
  changes(): readonly FileChange[];
  /** A file as it is now; nothing for one that is not there or is no text. */
  text(path: string): Promise<string | undefined>;
  paths(): Promise<string[]>;
  sightOf(path: string): Sight;
  see(path: string, sight: Sight): void;
  put(changes: readonly FileChange[]): void;
}

/** A draft with nothing written yet; `shown` are files that the task shows whole. */
export function openDraft(tree: Tree, shown: Iterable<string>): Draft {
  const sights = new Map<string, Sight>([...shown].map(path => [path, 'whole']));
  let written: readonly FileChange[] = [];
  return {
    changes: () => written,
    async text(path) {
      const change = written.find(each => each.path === path);
      return change ? (change.content ?? undefined) : tree.read(path);
    },
    async paths() {
      const gone = new Set(written.filter(({ content }) => content === null).map(({ path }) => path));
      const all = [...(await tree.list()), ...written].map(({ path }) => path);
      return [...new Set(all)].filter(path => !gone.has(path)).sort();
    },
    sightOf: path => sights.get(path) ?? 'none',
    see: (path, sight) => void sights.set(path, sight),
    put(changes) {
      for (const { path } of changes) if (sights.get(path) !== 'part') sights.set(path, 'whole');
      written = mergeChanges(written, changes);
    },
  };
}
