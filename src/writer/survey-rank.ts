import MiniSearch from 'minisearch';

/** A file of the survey: its text and the names that it declares. */
export interface SurveyedFile {
  path: string;
  text: string;
  symbols: string[];
}

/** Words of English and of code that say nothing about what a file is for. */
const stopWords = new Set(
  `a an and are as at be but by can could do does for from has have how if in into is it its like make may more must no not
  of on one only or other our out should so some such than that the their them then there these they this to up use used
  user using want was we what when where which while who will with would you your
  abstract any async await bool boolean break case catch class const continue def default elif else enum except export
  extends false final finally fn func function import interface int let new nil none null number object package pass
  private protected public return self static str string struct super switch throw true try type undefined var void`.split(
    /\s+/,
  ),
);

/** Line patterns of declarations in the languages at hand; good enough to rank by, not to judge by. */
const declaration =
  /^[ \t]*(?:(?:export|default|public|private|protected|static|abstract|async|final|pub|declare)[ \t]+)*(?:def|class|function\*?|fn|func|interface|type|enum|struct|trait|impl|const|let|var|module|object|record)[ \t]+(?:\([^)]*\)[ \t]*)?([\p{L}_$][\p{L}\p{N}_$]*)/gmu;

const maxSymbols = 200;

/** Names that a file declares, in their order. */
export function symbolsOf(text: string): string[] {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(declaration)) {
    if (name) names.add(name);
    if (names.size === maxSymbols) break;
  }
  return [...names];
}

/** Words as search sees them: each identifier whole, and its parts (`mark_favourite`, `mark`, `favourite`). */
export function termsOf(text: string): string[] {
  return wordsIn(text).flatMap(partsOf);
}

/**
 * Files by how much they have to do with the query, the best first; files without a word of it are left out. Only the
 * query's own words are indexed; of all others it counts how many there are. Five thousand files take a third of a second.
 */
export function rank(files: readonly SurveyedFile[], query: string): SurveyedFile[] {
  const asked = new Set(termsOf(query));
  const index = new MiniSearch<SurveyedFile>({
    idField: 'path',
    fields: ['path', 'symbols', 'text'],
    extractField: (file, field) =>
      field === 'symbols' ? file.symbols.join(' ') : field === 'text' ? file.text : file.path,
    tokenize: tokenizer(asked),
    processTerm: term => (asked.has(term) ? term : null),
  });
  index.addAll(files);
  const byPath = new Map(files.map(file => [file.path, file]));
  const results = index.search(query, { boost: { path: 3, symbols: 2 }, combineWith: 'OR' });
  return results
    .sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1))
    .flatMap(({ id }) => byPath.get(id) ?? []);
}

/**
 * Gives what scores depend on: the terms that were asked for as often as they occur, and every other word once, whole. A
 * repository says the same words again and again, so each is looked into once.
 */
function tokenizer(asked: ReadonlySet<string>): (text: string) => string[] {
  const known = new Map<string, string[]>();
  const askedIn = (word: string): string[] => {
    const seen = known.get(word);
    if (seen) return seen;
    const terms = partsOf(word).filter(term => asked.has(term));
    known.set(word, terms);
    return terms;
  };
  return text => {
    const words = wordsIn(text);
    const others = new Set(words);
    const telling = new Set([...others].filter(word => askedIn(word).length > 0));
    if (telling.size === 0) return [...others];
    const found = words.filter(word => telling.has(word)).flatMap(askedIn);
    return [...others].filter(word => !telling.has(word)).concat(found);
  };
}

const wordsIn = (text: string): string[] => text.match(/[\p{L}_$][\p{L}\p{N}_$]+/gu) ?? [];

function partsOf(word: string): string[] {
  const parts = word.split(/[_$]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u);
  const terms = new Set([word, ...parts].map(part => part.toLowerCase()));
  return [...terms].filter(term => term.length > 1 && !stopWords.has(term));
}
