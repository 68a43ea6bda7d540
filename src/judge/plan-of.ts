import type { Spec } from '../domain/spec.ts';
import type { Clone, Tree } from '../ports/repositories.ts';
import { parseSpec } from '../referee/spec/parse.ts';
import { isDocument } from './find-red.ts';

interface Range {
  /** Where the work starts from: the plan may come before the tests. */
  start: string;
  red: { before: string; at: string; subject: string };
  head: Tree;
}

/**
 * What the tests are judged against: the one plan in `specs/` that the branch adds or changes. Without a plan there are
 * no criteria to trace, and what the code itself adds later stands for what was declared.
 */
export async function planOf(
  clone: Clone,
  { start, red, head }: Range,
): Promise<{ plan: Spec; path: string | undefined }> {
  const diffs = await clone.diff(start, head.oid);
  const paths = diffs.filter(({ change }) => change !== 'deleted').map(({ path }) => path);
  const plans = paths.filter(path => /^specs\/[^/]+\.md$/.test(path));
  const [path] = plans;
  const text = plans.length === 1 && path ? await head.read(path) : undefined;
  if (text !== undefined) return { plan: parseSpec(text), path };
  const code = (await clone.diff(red.at, head.oid)).filter(diff => !isDocument(diff.path));
  const plan: Spec = {
    title: red.subject,
    objective: red.subject,
    relevantFiles: [],
    newFiles: code.filter(({ change }) => change === 'added').map(diff => ({ path: diff.path, reason: '' })),
    criteria: [],
    validationCommands: [],
    codeSpans: code.flatMap(({ added }) => added.map(line => line.text)),
  };
  return { plan, path: undefined };
}
