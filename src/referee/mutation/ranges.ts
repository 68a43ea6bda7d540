import type { LineRange } from '../../languages/stryker.ts';
import type { Mutant, NewLines } from './mutants.ts';

interface Choice {
  /** Every mutant of the lines, and those of them that may be tried. */
  all: readonly Mutant[];
  chosen: readonly Mutant[];
}

/** The lines of a file on which another mutator may work: all but those of which none of our mutants was chosen. */
export function linesToTry(lines: NewLines, { all, chosen }: Choice): NewLines {
  const linesOf = (mutants: readonly Mutant[]) =>
    new Set(mutants.filter(({ path }) => path === lines.path).map(({ line }) => line));
  const [known, wanted] = [linesOf(all), linesOf(chosen)];
  return { ...lines, added: new Set([...lines.added].filter(line => wanted.has(line) || !known.has(line))) };
}

/** Lines as the ranges that they make. */
export function rangesOf({ path, added }: NewLines): LineRange[] {
  const ranges: LineRange[] = [];
  for (const line of [...added].sort((left, right) => left - right)) {
    const last = ranges.at(-1);
    if (last?.to === line - 1) last.to = line;
    else ranges.push({ path, from: line, to: line });
  }
  return ranges;
}
