import type { Settings } from '../domain/settings.ts';
import type { Tree } from '../ports/repositories.ts';
import { candidatesOf, documentPaths, isWritten } from './survey-candidates.ts';
import type { SurveyedFile } from './survey-rank.ts';
import { rank, symbolsOf, termsOf } from './survey-rank.ts';
import type { CountTokens } from './survey-tokens.ts';
import { excerpt, loadCounter } from './survey-tokens.ts';
import {
  type NamedFile,
  namesIn,
  type OutlinedFile,
  outlinesOf,
  type TouchingTest,
  testsTouching,
} from './symbol-map.ts';

export interface SurveyRequest {
  tree: Tree;
  settings: Settings;
  /** What the feature is about, in the words of people. */
  query: string;
  /** Tokens that documents, paths and files may take together. */
  budgetTokens: number;
}

/** What the survey of a repository found. */
export interface Survey {
  /** The most relevant files, the best first; a long one as excerpt. */
  files: SurveyedFile[];
  /** How many files were looked at, and how many of them are not in `files`. */
  considered: number;
  leftOut: number;
  /** README, architecture, conventions and the like, the most telling first. */
  documents: { path: string; text: string }[];
  /** Paths that exist, all of them or those of the best files, sorted. */
  paths: string[];
  /** What the best files declare; `isShown` when their whole text is in `files`. */
  outlines: (OutlinedFile & { isShown: boolean })[];
  /** Tests that touch one of `files`. */
  tests: TouchingTest[];
  /** The names that each file declares, of all that were looked at. */
  declared: NamedFile[];
}

/** Of a very large repository only so many files are read, those whose paths have most to do with the query. */
const maxRead = 8000;

/** Files that are read with their grammar, which takes a hundred times as long as looking for names. */
const maxOutlines = 40;

/**
 * Research before a plan: the files within `relevantFiles` that have most to do with the query, as many as the budget
 * holds. Reads git objects only, and nothing of the repository is run.
 */
export async function survey({ tree, settings, query, budgetTokens }: SurveyRequest): Promise<Survey> {
  const entries = await tree.list();
  const documentsThere = documentPaths(entries, settings);
  const candidates = candidatesOf(entries, settings)
    .map(({ path }) => path)
    .filter(path => !documentsThere.includes(path));
  const texts = await tree.readMany([...documentsThere, ...likeliest(candidates, query)]);
  const readable = candidates.flatMap(path => surveyed(path, texts.get(path)));
  const ranked = rank(readable, query);
  const count = await loadCounter();
  const words = new Set(termsOf(query));
  const shared = { words, count };
  const documents = withinBudget(
    documentsThere.map(path => ({ path, text: texts.get(path) ?? '' })),
    { ...shared, budget: budgetTokens / 4, most: budgetTokens / 8 },
  );
  const paths = listedPaths(candidates, { first: ranked, budget: budgetTokens / 8, count });
  const spent = [...documents.map(({ text }) => text), ...paths].reduce((sum, text) => sum + count(text), 0);
  const budget = budgetTokens - spent;
  const files = withinBudget(ranked.length > 0 ? ranked : readable, { ...shared, budget, most: budget / 2 });
  const declared = [...texts].map(([path, text]) => ({ path, names: namesIn(path, text) }));
  const shown = new Set(files.map(({ path }) => path));
  const whole = new Set(files.flatMap(({ path, text }) => (text === texts.get(path) ? [path] : [])));
  const outlines = await outlinesOf(ranked.slice(0, maxOutlines));
  return {
    files,
    considered: candidates.length,
    leftOut: candidates.length - files.length,
    documents,
    paths,
    outlines: outlines.map(outline => ({ ...outline, isShown: whole.has(outline.path) })),
    tests: testsTouching(
      declared.filter(({ path }) => shown.has(path)),
      texts,
      settings,
    ),
    declared,
  };
}

function surveyed(path: string, text: string | undefined): SurveyedFile[] {
  return text !== undefined && isWritten(text) ? [{ path, text, symbols: symbolsOf(text) }] : [];
}

function likeliest(paths: readonly string[], query: string): readonly string[] {
  if (paths.length <= maxRead) return paths;
  const named = rank(
    paths.map(path => ({ path, text: '', symbols: [] })),
    query,
  ).map(({ path }) => path);
  return [...new Set([...named, ...paths])].slice(0, maxRead);
}

interface Budget {
  words: ReadonlySet<string>;
  count: CountTokens;
  budget: number;
  /** Tokens that one file may take. */
  most: number;
}

/** Files in their order while there is room; one that no longer fits is passed over for a shorter one. */
function withinBudget<F extends { path: string; text: string }>(
  files: readonly F[],
  { budget, most, ...how }: Budget,
): F[] {
  const taken: F[] = [];
  let left = budget;
  for (const file of files) {
    if (left < budget / 50) break;
    const text = excerpt(file.text, { ...how, budget: Math.min(most, left) });
    if (text === undefined) continue;
    taken.push({ ...file, text });
    left -= how.count(text) + how.count(file.path);
  }
  return taken;
}

function listedPaths(
  paths: readonly string[],
  { first, budget, count }: { first: readonly SurveyedFile[]; budget: number; count: CountTokens },
): string[] {
  const listed: string[] = [];
  let left = budget;
  for (const path of new Set([...first.map(file => file.path), ...paths])) {
    left -= count(path) + 1;
    if (left < 0) break;
    listed.push(path);
  }
  return listed.sort();
}
