import type { Settings } from '../domain/settings.ts';
import type { Spec } from '../domain/spec.ts';
import { isDocument } from '../languages/documents.ts';
import type { Clone, FileDiff, Tree } from '../ports/repositories.ts';
import { parseSpec } from '../referee/spec/parse.ts';

interface Range {
  /** Where the work starts from: the plan may come before the tests. */
  start: string;
  red: { before: string; at: string; subject: string };
  head: Tree;
  settings: Settings;
}

/**
 * What the tests are judged against: the one plan in `specs/` that the branch adds or changes. Without a plan there are
 * no criteria to trace, and what the code itself adds later stands for what was declared; until there is code, what the
 * tests name does.
 */
export async function planOf(
  clone: Clone,
  { start, red, head, settings }: Range,
): Promise<{ plan: Spec; path: string | undefined; text: string | undefined }> {
  const diffs = await clone.diff(start, head.oid);
  const paths = diffs.filter(({ change }) => change !== 'deleted').map(({ path }) => path);
  const plans = paths.filter(path => /^specs\/[^/]+\.md$/.test(path));
  const [path] = plans;
  const text = plans.length === 1 && path ? await head.read(path) : undefined;
  if (text !== undefined) return { plan: parseSpec(text), path, text };
  const code = (await clone.diff(red.at, head.oid)).filter(diff => !isDocument(diff.path, settings));
  const plan: Spec = {
    title: red.subject,
    objective: red.subject,
    relevantFiles: [],
    creates: [],
    newFiles: code
      .filter(({ change }) => /^(?:added|renamed)$/.test(change))
      .map(diff => ({ path: diff.path, reason: '' })),
    criteria: [],
    validationCommands: [],
    notes: [],
    codeSpans: code.length > 0 ? linesOf(code) : namesIn(await clone.diff(red.before, red.at)),
  };
  return { plan, path: undefined, text: undefined };
}

const linesOf = (diffs: readonly FileDiff[]): string[] => diffs.flatMap(({ added }) => added.map(({ text }) => text));

/** Modules and symbols that the tests speak of, as they are spelt there. */
const namesIn = (diffs: readonly FileDiff[]): string[] =>
  linesOf(diffs).flatMap(line => line.match(/[\w$@~#./-]+/g) ?? []);
