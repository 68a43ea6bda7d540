import { posix } from 'node:path';
import type { Place } from './place.ts';

/** A test program by the source file that it is compiled from; nothing for the examples of a documentation. */
export interface Binary {
  root: string | undefined;
}

/** The root file of a test program. Cargo before 1.60 does not name that of unit tests, which is the crate's own. */
export function rootOf(path: string | undefined, name: string, { directory, sources }: Place): string {
  if (path) return path;
  const candidates = [`tests/${name}.rs`, `tests/${name}/main.rs`, 'src/lib.rs', 'src/main.rs'];
  const paths = candidates.map(each => posix.join(directory, each));
  return paths.find(each => sources.paths.includes(each)) ?? posix.join(directory, 'src/lib.rs');
}

/** The file of a test and its names in there: `title::tests::cuts` is `tests`, `cuts` in `src/title.rs`. */
export function moduleOf(root: string, told: string, { sources }: Place): { file: string; names: string[] } {
  const names = told.split('::');
  const base = posix.dirname(root);
  for (let depth = names.length - 1; depth > 0; depth -= 1) {
    const path = posix.join(base, ...names.slice(0, depth));
    const file = [`${path}.rs`, `${path}/mod.rs`].find(each => sources.paths.includes(each));
    if (file) return { file, names: names.slice(depth) };
  }
  return { file: root, names };
}
