import { posix } from 'node:path';
import type { DeclaredSymbol } from '../languages/declared-symbols.ts';
import { languageAt } from '../languages/languages.ts';
import { keyOf, type Likeness, likenessOf, meaningOf, wordsOfName } from './alike-names.ts';

/** A symbol that a plan wants to create, as far as the plan says. */
export interface WantedSymbol {
  name: string;
  /** The type that it belongs to. */
  owner?: string;
  /** The file that it shall live in. */
  path?: string;
  parameters?: readonly string[];
}

/** A symbol that exists, and where. */
export type ExistingSymbol = Pick<DeclaredSymbol, 'name' | 'owner' | 'line' | 'parameters'> & { path: string };

/** Something that a plan wants to create and that looks like something that exists. */
export interface LookAlike {
  wanted: string;
  existing: string;
  path: string;
  line?: number;
  how: Likeness | 'same parameters' | 'same file name';
}

/**
 * Which existing symbols a wanted one looks like, by name or by shape; the most alike first. A method of one word is like
 * the method of many a class, which means nothing.
 */
export function symbolsLike(wanted: WantedSymbol, existing: readonly ExistingSymbol[]): LookAlike[] {
  const found = existing.flatMap(symbol => {
    const how = isSamePlace(wanted, symbol) ? undefined : howAlike(wanted, symbol);
    return how
      ? [{ wanted: shownName(wanted), existing: shownName(symbol), path: symbol.path, line: symbol.line, how }]
      : [];
  });
  return found.sort((left, right) => ranks.indexOf(left.how) - ranks.indexOf(right.how));
}

const ranks: LookAlike['how'][] = ['same name', 'same words', 'nearly the same name', 'same parameters'];

const shownName = ({ name, owner }: { name: string; owner?: string }): string => (owner ? `${owner}.${name}` : name);

/** What stands where the plan wants it is extended, not built a second time. */
const isSamePlace = (wanted: WantedSymbol, existing: ExistingSymbol): boolean =>
  wanted.path === existing.path && wanted.name === existing.name && wanted.owner === existing.owner;

function howAlike(wanted: WantedSymbol, existing: ExistingSymbol): LookAlike['how'] | undefined {
  if (wanted.path && languageAt(wanted.path) !== languageAt(existing.path)) return undefined;
  const isMethod = wanted.owner !== undefined || existing.owner !== undefined;
  if (isMethod && wordsOfName(wanted.name).length === 1) return undefined;
  return (
    likenessOf(keyOf(wanted.name), keyOf(existing.name)) ??
    (hasSameShape(wanted, existing) ? 'same parameters' : undefined)
  );
}

/** At least two parameters of the same names, and a word of the name in common. */
function hasSameShape({ name, parameters = [] }: WantedSymbol, existing: ExistingSymbol): boolean {
  if (parameters.length < 2 || parameters.length !== existing.parameters.length) return false;
  const theirs = new Set(existing.parameters.map(meaningOf));
  const shared = new Set(meaningOf(existing.name).split(' '));
  return (
    parameters.every(parameter => theirs.has(meaningOf(parameter))) &&
    meaningOf(name)
      .split(' ')
      .some(word => word.length > 2 && shared.has(word))
  );
}

/** Names that files of many folders have: one more of them means nothing. */
const usual = new Set(
  'index main mod init lib app api cli types type model schema service repository util helper constant config error exception route router view controller handler test conftest setup readme'.split(
    ' ',
  ),
);

/** Existing files that a new one is called like, in the same language and in another folder. */
export function filesLike(path: string, existing: readonly string[]): LookAlike[] {
  const language = languageAt(path);
  const stem = stemOf(path);
  if (!language || wordsOfName(stem).every(word => usual.has(word))) return [];
  const like = existing.filter(
    other => other !== path && languageAt(other) === language && meaningOf(stemOf(other)) === meaningOf(stem),
  );
  // A name that the repository gives again and again is its custom.
  if (like.length > 2) return [];
  return like.map(other => ({ wanted: path, existing: other, path: other, how: 'same file name' }));
}

const stemOf = (path: string): string => posix.basename(path).replace(/\..*$/, '');
