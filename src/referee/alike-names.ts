/** Words of identifiers that mean the same to whoever looks for a thing under another name. */
const synonyms = [
  ['get', 'fetch', 'find', 'load', 'read', 'lookup', 'retrieve', 'query'],
  ['create', 'add', 'make', 'new', 'build', 'insert', 'register'],
  ['delete', 'remove', 'drop', 'erase', 'destroy'],
  ['update', 'edit', 'modify', 'change'],
  ['list', 'all', 'every', 'enumerate'],
  ['check', 'validate', 'verify', 'ensure', 'assert'],
  ['compute', 'calculate', 'calc'],
  ['save', 'store', 'persist', 'write'],
  ['convert', 'transform', 'to', 'as', 'into'],
  ['send', 'emit', 'publish', 'dispatch'],
  ['is', 'has', 'can'],
] as const;
const meanings = new Map<string, string>(synonyms.flatMap(words => words.map(word => [word, words[0]] as const)));

/** The words of an identifier (`markFavourite`, `mark_favourite`, `Mark-Favourites`), lower case and singular. */
export function wordsOfName(name: string): string[] {
  return name
    .split(/[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
    .filter(word => word !== '')
    .map(word => singular(word.toLowerCase()));
}

const singular = (word: string): string =>
  word.length > 3 ? word.replace(/ies$/, 'y').replace(/(?<=s|x|ch|sh)es$|(?<![su])s$/, '') : word;

/** What names have in common that say the same in other words or in another order. */
export function meaningOf(name: string): string {
  return wordsOfName(name)
    .map(word => meanings.get(word) ?? word)
    .sort()
    .join(' ');
}

/** A name made ready to be compared with many others. */
export interface NameKey {
  name: string;
  meaning: string;
  whole: string;
}

export const keyOf = (name: string): NameKey => ({
  name,
  meaning: meaningOf(name),
  whole: wordsOfName(name).join(''),
});

export type Likeness = 'same name' | 'same words' | 'nearly the same name';

/** How two names are alike; nothing when they are not. Short names are like so many others that only the same counts. */
export function likenessOf(wanted: NameKey, existing: NameKey): Likeness | undefined {
  if (wanted.name === existing.name) return 'same name';
  if (wanted.meaning.length >= 5 && wanted.meaning === existing.meaning) return 'same words';
  const { length } = wanted.whole;
  const allowed = length >= 12 ? 2 : length >= 7 ? 1 : 0;
  return allowed > 0 && isWithin(wanted.whole, existing.whole, allowed) ? 'nearly the same name' : undefined;
}

/** Whether one text becomes the other by at most so many letters added, left out or changed (Levenshtein). */
function isWithin(left: string, right: string, most: number): boolean {
  if (Math.abs(left.length - right.length) > most) return false;
  let before = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const changed = (before[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      line.push(Math.min(changed, (before[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    if (Math.min(...line) > most) return false;
    before = line;
  }
  return (before.at(-1) ?? 0) <= most;
}
