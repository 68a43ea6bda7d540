import { grammarOf, readSyntax } from '../../languages/syntax.ts';
import { type CodeEdit, editsIn } from './operators.ts';

/** One small change to the code that a test should notice. */
export interface Mutant {
  path: string;
  /** The line that is changed, as it is and as it becomes. */
  line: number;
  before: string;
  after: string;
  /** The whole file with the change. */
  content: string;
}

/** The lines of a file that a change added. */
export interface NewLines {
  path: string;
  text: string;
  added: ReadonlySet<number>;
}

/** Every mutant of the lines that a change added, in the order of the file; nothing for a language without a grammar. */
export async function mutantsIn({ path, text, added }: NewLines): Promise<Mutant[]> {
  const grammar = grammarOf(path);
  const edits = (grammar && (await readSyntax(path, text, root => editsIn(root, grammar)))) ?? [];
  return edits.filter(({ line }) => added.has(line)).map(edit => mutantOf(path, text, edit));
}

/** A file with one edit. */
export function mutantOf(path: string, text: string, { start, end, replacement }: Omit<CodeEdit, 'line'>): Mutant {
  const content = text.slice(0, start) + replacement + text.slice(end);
  const line = text.slice(0, start).split('\n').length;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const until = (whole: string, from: number) =>
    whole.slice(lineStart, (whole.indexOf('\n', from) + 1 || whole.length + 1) - 1).trim();
  return { path, line, before: until(text, end), after: until(content, start + replacement.length), content };
}

/**
 * As many of the mutants as may be tried, spread over files and lines: the first of every line, then the second of
 * every line, so that no single expression uses up the budget.
 */
export function chosen(mutants: readonly Mutant[], limit: number): Mutant[] {
  const lines = [...Map.groupBy(mutants, ({ path, line }) => `${path}:${line}`).values()];
  const depth = Math.max(0, ...lines.map(({ length }) => length));
  const rounds = Array.from({ length: depth }, (_, round) =>
    spread(
      lines.flatMap(line => line[round] ?? []),
      limit,
    ),
  );
  return rounds.flat().slice(0, limit);
}

/** Evenly over the whole of a list that is too long. */
function spread<T>(list: readonly T[], limit: number): T[] {
  if (list.length <= limit) return [...list];
  return Array.from({ length: limit }, (_, index) => list[Math.floor((index * list.length) / limit)]).flatMap(
    each => each ?? [],
  );
}
