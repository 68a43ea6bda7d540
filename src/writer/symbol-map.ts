import { posix } from 'node:path';
import type { Settings } from '../domain/settings.ts';
import { type DeclaredSymbol, declaredSymbols } from '../languages/declared-symbols.ts';
import { languageAt } from '../languages/languages.ts';
import { isTestPath } from '../languages/roles.ts';
import { grammarOf } from '../languages/syntax.ts';
import type { Tree } from '../ports/repositories.ts';
import { candidatesOf } from './survey-candidates.ts';

/** The names that one file declares: found by pattern, so that a whole repository takes no time. */
export interface NamedFile {
  path: string;
  names: string[];
}

/** A file's declarations, read with its grammar. */
export interface OutlinedFile {
  path: string;
  symbols: DeclaredSymbol[];
}

/** A test file and those files of the survey that it touches. */
export interface TouchingTest {
  path: string;
  touches: string[];
}

/** Files of a very large repository whose names are looked at. */
const maxNamed = 8000;

/** A declaration by its keyword, and one by its brackets: methods of scripts and Java. Bounded, so that no line is slow. */
const byKeyword =
  /(?:^|[ \t])(?:def|class|function\*?|fn|func|interface|type|enum|struct|trait|record)[ \t]+(?:\([^)\n]{0,80}\)[ \t]*)?([\p{L}_$][\p{L}\p{N}_$]*)/gmu;
const byBinding =
  /^[ \t]*(?:export[ \t]+)?(?:const|let|var)[ \t]+([\p{L}_$][\p{L}\p{N}_$]*)[^=\n]{0,80}=[ \t]*(?:async\b|\(|function\b)/gmu;
const byBrackets =
  /^[ \t]+(?:[\w<>[\],.?@]{1,60}[ \t]+){0,6}([\p{L}_$#][\p{L}\p{N}_$]*)[ \t]*(?:<[^>\n]{0,60}>)?\([^;\n]{0,300}\{[ \t]*$/gmu;
const keywords = new Set(['if', 'for', 'while', 'switch', 'catch', 'function', 'return', 'constructor', 'else', 'do']);

/** The names that a text declares, as far as a pattern can tell. */
export function namesIn(path: string, text: string): string[] {
  const grammar = grammarOf(path);
  if (!grammar) return [];
  const isBracketed = grammar === 'typescript' || grammar === 'tsx' || grammar === 'java';
  const patterns = isBracketed ? [byKeyword, byBinding, byBrackets] : [byKeyword];
  const names = new Set<string>();
  for (const pattern of patterns) {
    for (const [, name = ''] of text.matchAll(pattern)) if (!keywords.has(name)) names.add(name);
  }
  return [...names];
}

/** The names of every file that research may look at, without a survey. */
export async function declaredNames(tree: Tree, settings: Settings): Promise<NamedFile[]> {
  const paths = candidatesOf(await tree.list(), settings).map(({ path }) => path);
  const texts = await tree.readMany(paths.filter(grammarOf).slice(0, maxNamed));
  return [...texts].map(([path, text]) => ({ path, names: namesIn(path, text) }));
}

/** The declarations of files, for those that declare anything. */
export async function outlinesOf(files: readonly { path: string; text: string }[]): Promise<OutlinedFile[]> {
  const outlines: OutlinedFile[] = [];
  for (const { path, text } of files) {
    const symbols = await declaredSymbols(path, text);
    if (symbols.length > 0) outlines.push({ path, symbols });
  }
  return outlines;
}

/** One file's declarations as a prompt holds them: a line each, with the place. */
export function outlineText({ path, symbols }: OutlinedFile): string {
  return [
    path,
    ...symbols.map(({ line, owner, signature }) => `  ${line}: ${owner ? `${owner}: ` : ''}${signature}`),
  ].join('\n');
}

const importing = /^[ \t]*(?:import|from|use|export|require|package|mod)\b.*$|\brequire\(.*$/gm;

/** Tests that touch files: that import one, or lie beside it and use what it declares. */
export function testsTouching(
  files: readonly NamedFile[],
  texts: ReadonlyMap<string, string>,
  settings: Pick<Settings, 'root' | 'tests'>,
): TouchingTest[] {
  const sources = files.filter(({ path }) => grammarOf(path) && !isTestPath(path, settings));
  const tests = [...texts].filter(([path]) => grammarOf(path) && isTestPath(path, settings));
  return tests.flatMap(([path, text]) => {
    const touches = sources.filter(source => isTouched(source, { path, text })).map(source => source.path);
    return touches.length > 0 ? [{ path, touches }] : [];
  });
}

function isTouched(source: NamedFile, test: { path: string; text: string }): boolean {
  if (languageAt(source.path) !== languageAt(test.path)) return false;
  const stem = posix.basename(source.path).replace(/\..*$/, '');
  const used = source.names.some(name => name.length > 2 && test.text.includes(name));
  const isBeside = posix.dirname(source.path) === posix.dirname(test.path) && posix.basename(test.path).includes(stem);
  if (!test.text.includes(stem)) return used && isBeside;
  return isBeside ? used : (test.text.match(importing) ?? []).some(line => line.split(/[^\w-]+/).includes(stem));
}
