import type { Clone } from '../../ports/repositories.ts';
import { diffOf } from './diff.ts';
import { ensureComplete, type ObjectStore } from './object-store.ts';
import { treeOf } from './tree.ts';
import type { TreeDirectories } from './tree-directories.ts';

/** The port over one git directory, wherever its objects come from. */
export function cloneOf(store: ObjectStore, directories: TreeDirectories): Clone {
  return {
    async treeAt(oid) {
      await ensureComplete(store, [oid]);
      return treeOf(store, oid, directories);
    },
    async diff(from, to) {
      await ensureComplete(store, [from, to]);
      return diffOf(store, from, to);
    },
  };
}
