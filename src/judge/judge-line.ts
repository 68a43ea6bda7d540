import { counted } from '../domain/counted.ts';
import type { Check, EvidenceRow } from '../domain/outcome.ts';
import type { RedProof } from '../domain/red.ts';
import type { Settings } from '../domain/settings.ts';
import { isDocument } from '../languages/documents.ts';
import type { Tree } from '../ports/repositories.ts';
import { cell, code } from '../stages/cell.ts';
import type { Judging } from '../stages/context.ts';
import { testsBetween } from '../stages/frozen-tests.ts';
import { judgeHead } from '../stages/verify/judge-head.ts';
import type { WaiverVerdict } from '../stages/waivers.ts';
import { type Amended, type AmendmentWord, amendTests } from './amended.ts';
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
  /** What people say is right, though a frozen test was changed for it. */
  amendments?: readonly AmendmentWord[];
}

type LineAmendments = Pick<Amended, 'inForce' | 'refused'>;

/** What the referee says of a line of commits. The same for a clone on a machine and for a pull request. */
export type LineVerdict =
  | {
      kind: 'judged';
      red: RedRange;
      planPath: string | undefined;
      proof: RedProof | undefined;
      checks: Check[];
      holds: boolean;
      waivers: WaiverVerdict;
      amended: LineAmendments;
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
  const committed = await testsBetween(clone, red);
  const since = await clone.treeAt(merged?.base ?? start);
  const tree = merged ? await clone.treeAt(merged.head) : head;
  const judging = { ...tools, settings, plan };
  const origin = await clone.treeAt(start);
  const words = change.amendments ?? [];
  const { tests, ...amended } = await amendTests(judging, { tests: committed, tree: head, since: origin, words });
  const {
    checks: judged,
    proof,
    waivers,
  } = await judgeHead(judging, {
    tests: merged ? { ...tests, before: since, files: await filesIn(tree, tests.files) } : tests,
    tree,
    since,
    ...(merged && { frozen: { tree: head, since: origin } }),
  });
  const spec =
    planPath && text !== undefined ? [await specCheck({ path: planPath, text, tree: origin, settings })] : [];
  const own = judged.map(check => (check.name === 'redfirst/red' ? withAmendments(check, amended) : check));
  const checks = [...spec, ...own];
  const holds = checks.every(({ rows }) => rows.every(({ result }) => result !== 'fail'));
  return { kind: 'judged', red, planPath, proof, checks, holds, waivers, amended };
}

/** Names what was amended, by whom and why. What a commit asked for in vain is said, too: nobody else answers it. */
function withAmendments(check: Check, { inForce, refused }: LineAmendments): Check {
  const rows = inForce.map(
    ({ word: { target, by, reason } }): EvidenceRow => ({
      item: `amended: ${code(target)}`,
      result: 'advisory',
      evidence: `by ${by}: ${cell(reason)}`,
    }),
  );
  const silent = refused.filter(({ word }) => word.version.kind === 'commit').flatMap(({ findings }) => findings);
  const isIntact = check.rows.every(({ result }) => result !== 'fail');
  const title =
    rows.length > 0 && isIntact ? `${check.title} but for ${counted(rows.length, 'amendment')}` : check.title;
  return { ...check, title, rows: [...check.rows, ...rows], findings: [...check.findings, ...silent] };
}

/** The tests as the merge queue merged them: the base may have changed the same files. */
async function filesIn(tree: Tree, files: readonly { path: string }[]) {
  const texts = await tree.readMany(files.map(({ path }) => path));
  return files.map(({ path }) => ({ path, content: texts.get(path) ?? null }));
}
