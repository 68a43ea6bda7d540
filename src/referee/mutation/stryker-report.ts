import { posix } from 'node:path';
import { z } from 'zod';
import type { TestReport } from '../../domain/test-report.ts';
import type { Fate, Tried } from './fate.ts';
import { mutantOf, type NewLines } from './mutants.ts';

const Place = z.object({ line: z.int().positive(), column: z.int().positive() });
const Mutation = z.object({
  id: z.string(),
  status: z.string(),
  replacement: z.string(),
  location: z.object({ start: Place, end: Place }),
  killedBy: z.array(z.string()).default([]),
});
type Mutation = z.infer<typeof Mutation>;

/** As far as we read it (github.com/stryker-mutator/mutation-testing-elements, mutation-testing-report-schema). */
const Report = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(Mutation) })),
  testFiles: z
    .record(z.string(), z.object({ tests: z.array(z.object({ id: z.string(), name: z.string() })) }))
    .default({}),
  framework: z.object({ version: z.string().regex(/^[\w.-]{1,30}$/) }).optional(),
});
type Report = z.infer<typeof Report>;

interface Asked {
  asked: readonly NewLines[];
  /** Directory of the project, in which StrykerJS ran. */
  root: string;
  /** The suite without a mutant: what its tests are called. */
  report: TestReport;
}

/** What StrykerJS says of the lines it was asked about; what it says of others is passed over. */
export function readStryker(
  text: string,
  { asked, root, report }: Asked,
): { version: string | undefined; tried: Tried[] } | { problem: string } {
  const parsed = Report.safeParse(jsonOf(text));
  if (!parsed.success) return { problem: 'its report cannot be read' };
  const { files, testFiles, framework } = parsed.data;
  const killers = killersOf(testFiles, report, root);
  const tried = asked.flatMap(lines => {
    const mutations = files[posix.relative(root, lines.path)]?.mutants ?? [];
    const within = mutations.filter(each => isWithin(lines, each)).sort(inOrder);
    return within.flatMap(each => {
      const fate = fateOf(each, killers);
      return fate ? [{ mutant: mutantIn(lines, each), fate }] : [];
    });
  });
  return { version: framework?.version, tried };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By lines; on one line as StrykerJS counts them, for its report has them as they ended. */
const inOrder = (left: Mutation, right: Mutation): number =>
  left.location.start.line - right.location.start.line || left.id.localeCompare(right.id, 'en', { numeric: true });

function isWithin({ added }: NewLines, { location: { start, end } }: Mutation): boolean {
  const lines = Array.from({ length: Math.max(1, end.line - start.line + 1) }, (_, index) => start.line + index);
  return lines.every(line => added.has(line));
}

function mutantIn({ path, text }: NewLines, { location: { start, end }, replacement }: Mutation) {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const at = ({ line, column }: z.infer<typeof Place>) => (starts[line - 1] ?? text.length) + column - 1;
  return mutantOf(path, text, { start: at(start), end: at(end), replacement });
}

/** Statuses of the schema. What was ignored or never run was not tried. */
function fateOf({ status, killedBy }: Mutation, killers: ReadonlyMap<string, string>): Fate | undefined {
  if (status === 'Killed') return { kind: 'killed', by: killedBy.flatMap(id => killers.get(id) ?? []) };
  if (status === 'Survived' || status === 'NoCoverage') return { kind: 'survived' };
  if (status === 'Timeout') return { kind: 'timed-out' };
  return status === 'CompileError' || status === 'RuntimeError' ? { kind: 'unviable' } : undefined;
}

/** Our ids by those of StrykerJS, which joins the titles of blocks with spaces, and calls a whole command one test. */
function killersOf(testFiles: Report['testFiles'], report: TestReport, root: string): Map<string, string> {
  const results = report.kind === 'ran' ? report.results : [];
  const known = new Map(results.map(({ id, file, name }) => [`${file} ${name.replaceAll(' > ', ' ')}`, id]));
  const pairs = Object.entries(testFiles).flatMap(([file, { tests }]) =>
    tests.flatMap(({ id, name }) => {
      const ours = known.get(`${posix.join(root, file)} ${name}`);
      return ours === undefined ? [] : [[id, ours] as const];
    }),
  );
  return new Map(pairs);
}
