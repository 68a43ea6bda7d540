import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import type { StepContext } from '../../domain/step.ts';

/** What a `Context.toml` says, or everything that is wrong with it. */
export type ContextReading = { kind: 'ok'; context: StepContext } | { kind: 'invalid'; problems: string[] };

const words = z.string('is missing or is no text in quotes').trim().min(1, 'is empty');
const number = z.union(
  [
    z.int().nonnegative().transform(String),
    z
      .string()
      .trim()
      .regex(/^(?:step\s+)?\d+(?:\.\d+)*$/i)
      .transform(text => text.replace(/^step\s+/i, '')),
  ],
  'is not a number such as 2, or "1.2" in quotes',
);

const ContextFile = z.object({
  epic: z.union([words, z.int().transform(String)], 'is missing or is no text in quotes'),
  step: number,
  domain: words,
  stage: z.union([words, z.int().transform(String)], 'is missing or is no text in quotes'),
  phase: number.optional(),
});

/**
 * Reads a `Context.toml`: `current_epic`, `current_step`, `current_domain` and `current_dev_stage`, at the top or in one
 * table; the same keys without `current_` and `dev_` will do.
 */
export function readContext(toml: string): ContextReading {
  let table: Record<string, unknown>;
  try {
    table = parse(toml);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { kind: 'invalid', problems: [`line ${error.line} is no TOML`] };
  }
  const read = ContextFile.safeParse(plainKeys(table));
  if (read.success) return { kind: 'ok', context: { ...read.data, phase: read.data.phase ?? phaseIn(read.data) } };
  const problems = read.error.issues.map(
    ({ path, message }) => `\`${keyNames[String(path[0])] ?? 'context'}\` ${message}`,
  );
  return { kind: 'invalid', problems: [...new Set(problems)] };
}

const keyNames: Record<string, string> = {
  epic: 'current_epic',
  step: 'current_step',
  domain: 'current_domain',
  stage: 'current_dev_stage',
  phase: 'current_phase',
};

function plainKeys(table: Record<string, unknown>): Record<string, unknown> {
  const inner = Object.values(table).filter(isTable);
  const all = { ...inner[0], ...table };
  return Object.fromEntries(
    Object.entries(keyNames).map(([plain, key]) => [plain, all[key] ?? all[`current_${plain}`] ?? all[plain]]),
  );
}

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The phase that the words of epic and stage name; the number of the epic where they name none. */
function phaseIn({ epic, stage }: { epic: string; stage: string }): string | undefined {
  const [, named] = /\bphase\W*(\d+)/i.exec(`${stage} ${epic}`) ?? [];
  return named ?? /\d+/.exec(epic)?.[0];
}
