import type { Check } from '../domain/outcome.ts';
import type { RedProof } from '../domain/red.ts';
import type { Settings } from '../domain/settings.ts';
import { isDocument } from '../languages/documents.ts';
import type { Tree } from '../ports/repositories.ts';
import type { Judging } from '../stages/context.ts';
import { testsBetween } from '../stages/frozen-tests.ts';
import { judgeHead } from '../stages/verify/judge-head.ts';
import type { Line, RedRange, RedSearch } from './find-red.ts';
import { findRed } from './find-red.ts';
import { planOf } from './plan-of.ts';
import { specCheck } from './spec-check.ts';

/** A line of commits to be judged, whoever wrote them. */
export interface Change extends Line {
  settings: Settings;
  /** Where it parted from its base, or where the base was merged into it last. */
  start: string;
  head: string;
  /** What the merge queue made of it, judged instead of the head: the commit, and the base it lies on. */
  merged?: { head: string; base: string };
}

/** What the referee says of a line of commits. The same for a clone on a machine and for a pull request. */
export type LineVerdict =
  | {
      kind: 'judged';
      red: RedRange;
      planPath: string | undefined;
      proof: RedProof | undefined;
      checks: Check[];
      holds: boolean;
    }
  /** Only documents changed, or nothing at all: no test is run. */
  | { kind: 'documents' }
  | Extract<RedSearch, { kind: 'none' }>;

/** Judges a line of commits without a model: finds its red commit, proves it, and judges the head against it. */
export async function judgeLine(tools: Omit<Judging, 'settings' | 'plan'>, change: Change): Promise<LineVerdict> {
  const { clone } = tools;
  const { settings, start, head } = change;
  if ((await clone.diff(start, head)).every(({ path }) => isDocument(path, settings))) return { kind: 'documents' };
  const search = await findRed(clone, change, settings);
  return search.kind === 'none' ? search : judgeFound(tools, change, search.red);
}

async function judgeFound(
  tools: Omit<Judging, 'settings' | 'plan'>,
  change: Change,
  red: RedRange,
): Promise<LineVerdict> {
  const { clone } = tools;
  const { settings, start, merged } = change;
  const head = await clone.treeAt(change.head);
  const { plan, path: planPath, text } = await planOf(clone, { start, red, head, settings });
  const tests = await testsBetween(clone, red);
  const since = await clone.treeAt(merged?.base ?? start);
  const tree = merged ? await clone.treeAt(merged.head) : head;
  const judging = { ...tools, settings, plan };
  const { checks: own, proof } = await judgeHead(judging, {
    tests: merged ? { ...tests, before: since, files: await filesIn(tree, tests.files) } : tests,
    tree,
    since,
    ...(merged && { frozen: { tree: head, since: await clone.treeAt(start) } }),
  });
  const spec =
    planPath && text !== undefined
      ? [await specCheck({ path: planPath, text, tree: await clone.treeAt(start), settings })]
      : [];
  const checks = [...spec, ...own];
  const holds = checks.every(({ rows }) => rows.every(({ result }) => result !== 'fail'));
  return { kind: 'judged', red, planPath, proof, checks, holds };
}

/** The tests as the merge queue merged them: the base may have changed the same files. */
async function filesIn(tree: Tree, files: readonly { path: string }[]) {
  const texts = await tree.readMany(files.map(({ path }) => path));
  return files.map(({ path }) => ({ path, content: texts.get(path) ?? null }));
}
