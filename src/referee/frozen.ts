import type { TreeEntry } from '../domain/file-change.ts';
import type { Finding } from '../domain/finding.ts';
import type { FrozenFile } from '../domain/red.ts';
import { isHarnessPath, isTestPath, type TestFiles } from '../languages/roles.ts';
import { differingPart, isFrozenByParts } from './frozen/decisive-parts.ts';

/** Texts of files that are frozen by their parts (`package.json`, `pyproject.toml`), at the red commit and now. */
export interface FrozenTexts {
  before: ReadonlyMap<string, string>;
  now: ReadonlyMap<string, string>;
}

interface FrozenCase {
  frozen: readonly FrozenFile[];
  now: readonly TreeEntry[];
  settings: TestFiles;
  /** Without them such files are frozen as a whole. */
  texts?: FrozenTexts;
}

/** The tests and all that decides what they mean, as they are in the tree of the red commit. */
export function freeze(entries: readonly TreeEntry[], settings: TestFiles): FrozenFile[] {
  return entries
    .filter(({ path }) => isTestPath(path, settings) || isHarnessPath(path, settings))
    .map(({ path, oid, mode }) => ({ path, oid, mode }));
}

/** The frozen files whose texts {@link judgeFrozen} wants to compare by their parts. */
export function frozenByParts(frozen: readonly FrozenFile[]): string[] {
  return frozen.map(({ path }) => path).filter(isFrozenByParts);
}

/**
 * What has happened to the frozen files on a later head: touched, deleted, another mode, or new files that decide what
 * the tests mean. New tests are welcome; they are judged as tests.
 */
export function judgeFrozen({ frozen, now, settings, texts }: FrozenCase): Finding[] {
  const present = new Map(now.map(entry => [entry.path, entry]));
  const known = new Set(frozen.map(({ path }) => path));
  const added = now.filter(
    ({ path }) => !known.has(path) && isHarnessPath(path, settings) && !isTestPath(path, settings),
  );
  return [
    ...frozen.flatMap(file => findingsOf(file, present.get(file.path), texts)),
    ...added.map(({ path }) => found('harness-added', path, 'is new and decides what the tests mean')),
  ];
}

function findingsOf(file: FrozenFile, now: TreeEntry | undefined, texts: FrozenTexts | undefined): Finding[] {
  if (!now) return [found('frozen-deleted', file.path, 'was deleted after the tests were frozen')];
  if (now.mode !== file.mode)
    return [found('frozen-mode', file.path, `changed its mode from ${file.mode} to ${now.mode}`)];
  if (now.oid === file.oid) return [];
  const [before, after] = [texts?.before.get(file.path), texts?.now.get(file.path)];
  if (!isFrozenByParts(file.path) || before === undefined || after === undefined)
    return [found('frozen-changed', file.path, 'was changed after the tests were frozen')];
  const part = differingPart(file.path, before, after);
  return part ? [found('frozen-changed', file.path, `changed in ${part}, which decides what the tests mean`)] : [];
}

const found = (rule: string, path: string, what: string): Finding => ({
  rule,
  message: `\`${path}\` ${what}.`,
  path,
  remedy: 'Restore it, or, if it was wrong, let a person say `/amend` with its path and the reason.',
});
