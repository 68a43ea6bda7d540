import type { FileChange, TreeEntry } from '../domain/file-change.ts';
import type { Finding } from '../domain/finding.ts';
import { matchesAny } from '../languages/globs.ts';
import { oversize, unreadable } from './paths/content.ts';
import { canonical, misspelling } from './paths/spelling.ts';

/** What a stage may touch, beside what nothing may ever touch. */
export interface ChangeRules {
  /** Every other path is refused; without it all that is not protected is allowed. */
  allow?: (path: string) => boolean;
  /** Globs that need a person. */
  protected: readonly string[];
}

/** Files that run on GitHub or steer git. No configuration opens them, and the App holds no permission to write workflows. */
const untouchable = [
  '.github/workflows/**',
  '.github/actions/**',
  '**/action.yml',
  '**/action.yaml',
  '**/.gitmodules',
  '**/.gitattributes',
];

/**
 * Judges a change set before it becomes a commit; one finding refuses the whole of it. Paths are compared as the most
 * forgiving file system would read them, and against the tree, so that nothing is written through a link.
 */
export function judgeChanges(
  changes: readonly FileChange[],
  tree: readonly TreeEntry[],
  rules: ChangeRules,
): Finding[] {
  const places = placesOf(tree);
  return [
    ...oversize(changes),
    ...twice(changes),
    ...changes.flatMap(change => {
      const problem = misspelling(change.path) ?? problemInTree(change, places) ?? forbidden(change.path, rules);
      return [...(problem ? [refused(change.path, problem)] : []), ...unreadable(change)];
    }),
  ];
}

const refused = (path: string, problem: string): Finding => ({
  rule: 'path-refused',
  message: `\`${shown(path)}\` ${problem}.`,
  path,
  remedy: 'Leave this path out, or let a person change it.',
});

/** A hostile path must not be able to hide in the message about it. */
const shown = (path: string): string =>
  path.replace(/[^\x20-\x7e]|`/g, char => `\\u{${char.codePointAt(0)?.toString(16)}}`);

/** Every path of a tree, directories too, by its canonical spelling. */
interface Place {
  path: string;
  mode: TreeEntry['mode'] | 'directory';
}

function placesOf(tree: readonly TreeEntry[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { path, mode } of tree) {
    for (const directory of parentsOf(path)) places.set(canonical(directory), { path: directory, mode: 'directory' });
    places.set(canonical(path), { path, mode });
  }
  return places;
}

function parentsOf(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}

function problemInTree({ path, content }: FileChange, places: ReadonlyMap<string, Place>): string | undefined {
  for (const parent of parentsOf(path)) {
    const place = places.get(canonical(parent));
    if (place && place.path !== parent) return `differs only in spelling from \`${place.path}\``;
    if (place && place.mode !== 'directory') return `goes through \`${parent}\`, which is ${nameOf(place.mode)}`;
  }
  const place = places.get(canonical(path));
  if (!place) return content === null ? 'cannot be deleted, because it does not exist' : undefined;
  if (place.path !== path) return `differs only in spelling from \`${place.path}\``;
  return place.mode === '100644' || place.mode === '100755' ? undefined : `is ${nameOf(place.mode)}`;
}

function nameOf(mode: Place['mode']): string {
  if (mode === '120000') return 'a symbolic link';
  if (mode === '160000') return 'a submodule';
  return mode === 'directory' ? 'a directory' : 'a file';
}

function forbidden(path: string, { allow, protected: guarded }: ChangeRules): string | undefined {
  const spelled = canonical(path);
  if (matchesAny(spelled, untouchable)) return 'runs on GitHub or steers git, so only a person may change it';
  if (matchesAny(path, guarded) || matchesAny(spelled, guarded.map(canonical)))
    return 'is protected by the configuration';
  return allow && !allow(path) ? 'is not among the files that this stage may change' : undefined;
}

function twice(changes: readonly FileChange[]): Finding[] {
  const seen = new Set<string>();
  return changes.flatMap(({ path }) => {
    const spelled = canonical(path);
    if (!seen.has(spelled)) {
      seen.add(spelled);
      return [];
    }
    return [refused(path, 'is changed twice')];
  });
}
