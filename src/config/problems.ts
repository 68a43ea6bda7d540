import type { z } from 'zod';
import { allowedWords, jsonSchema, knownKeys, schemaAt } from './json-schema.ts';

/** One thing wrong in `.github/redfirst.yml`: where, what stands there, what may stand there. */
export interface ConfigProblem {
  /** Keys joined by dots, a line and column where the file is no YAML, or nothing for the whole file. */
  path: string;
  found: string;
  allowed: string;
}

type Issue = z.core.$ZodIssue;

/** Problems in words, one line each, for a comment or a terminal. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  return problems
    .map(({ path, found, allowed }) => `- ${path ? `\`${path}\`` : 'the file'}: found ${found}; allowed: ${allowed}.`)
    .join('\n');
}

/** What zod found wrong, told from the value that was read and the schema of its place. */
export function problemsOf(issues: readonly Issue[], value: unknown): ConfigProblem[] {
  const schema = jsonSchema();
  return issues.flatMap(flatten).map(({ path, isUnknownKey }) => {
    const node = schemaAt(schema, isUnknownKey ? path.slice(0, -1) : path) ?? {};
    if (isUnknownKey) return { path: keyPath(path), found: 'an unknown key', allowed: knownKeys(node) };
    return { path: keyPath(path), found: shown(valueAt(value, path)), allowed: allowedWords(node) };
  });
}

/** `ladder[0].run`, with nothing in it that would end a code span. */
function keyPath(path: readonly PropertyKey[]): string {
  const joined = path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index ? '.' : ''}${String(key)}`));
  return joined.join('').replaceAll('`', "'");
}

interface Place {
  path: PropertyKey[];
  isUnknownKey: boolean;
}

/** An issue as places in the file: an unknown key each for itself, and of a union the option that was meant. */
function flatten(issue: Issue): Place[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({ path: [...issue.path, key], isUnknownKey: true }));
  if (issue.code === 'invalid_key') return [{ path: issue.path, isUnknownKey: false }];
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find(option => option.every(isInside));
    if (meant) return meant.flatMap(inner => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ path: issue.path, isUnknownKey: false }];
}

/** Whether an issue lies within a value of the right kind, so that this option of a union was meant. */
function isInside(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (within, key) => (typeof within === 'object' && within !== null ? Reflect.get(within, key) : undefined),
    value,
  );
}

const shownLength = 60;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value).replaceAll('`', "'");
  return `\`${json.length > shownLength ? `${json.slice(0, shownLength - 1)}…` : json}\``;
}
