import type { Finding } from '../../domain/finding.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { noSpend } from '../../domain/stage.ts';
import type { Judgment } from '../../writer/converse.ts';
import { costOf } from '../../writer/converse.ts';
import type { StageContext } from '../context.ts';
import { tamperings } from '../edit-gate.ts';
import type { ApprovedTests } from '../frozen-tests.ts';
import { amendedTests } from '../frozen-tests.ts';
import { proveCommitted } from '../prove-committed.ts';
import { runSuite } from '../suite.ts';
import type { AmendedFiles, Thaw } from './amend-gate.ts';
import { noLongerRed, overreach, weakening } from './amend-gate.ts';
import { thawsOf } from './amend-targets.ts';
import { amendedOutcome, asItStands, refused, waitsForPush } from './amend-words.ts';
import type { Proof } from './gate.ts';
import { proveTests } from './gate.ts';

/**
 * Freezes tests that people changed in place of those before: only what a person named and gave a reason for, only if
 * the new version is red again on the tree before the feature, and no test is gone, skipped or red no more.
 */
export async function amend(context: StageContext, tests: ApprovedTests): Promise<Outcome> {
  const startedAt = Date.now();
  const tree = await context.clone.treeAt(context.facts.branch?.oid ?? tests.oid);
  const touched = await tamperings(context, { tests, tree });
  const { thaws, unknown } = await thawsOf(context, { tests, tree });
  const refusals = unknown.map(({ asked, why }) => refused(asked.comment, why));
  if (thaws.length === 0) return asItStands(context, { tests, touched, answered: refusals });
  if (touched.length === 0) return waitsForPush(context, thaws, refusals);
  const judgment = await judge(context, { tests, tree, thaws, touched });
  if (judgment.kind === 'refuse') {
    const answered = [...refusals, ...thaws.map(({ asked }) => refused(asked.comment, judgment.findings))];
    return asItStands(context, { tests, touched, answered });
  }
  const isPushed = ({ path }: Thaw) => touched.some(each => each.path === path);
  const done = thaws.filter(isPushed).map(({ asked }) => asked);
  const proven = { ...judgment.product, tests, cost: costOf(noSpend, startedAt) };
  return amendedOutcome(context, { ...proven, done, answered: refusals });
}

async function judge(
  context: StageContext,
  { touched, ...files }: AmendedFiles & { tests: ApprovedTests; touched: readonly Finding[] },
): Promise<Judgment<Proof>> {
  const { tests, tree } = files;
  const findings = [...(await overreach(files, touched)), ...(await weakening(files, context.settings))];
  if (findings.length > 0) return { kind: 'refuse', findings };
  const { before, outdated } = tests;
  const amended = await amendedTests(context, { before: before.oid, at: tree.oid, outdated });
  const base = await runSuite({ ...context, tree: before, overlay: outdated });
  const attempt = { context, spec: context.plan, tree: before, base, outdated };
  const judgment = await proveTests({ ...attempt, files: amended.files });
  if (judgment.kind === 'refuse') return judgment;
  // Where the old ones prove nothing any more, none of them is lost.
  const old = await proveCommitted(context, tests);
  const lost = old.kind === 'proven' ? noLongerRed(old.proof, judgment.product.proof) : [];
  return lost.length > 0 ? { kind: 'refuse', findings: lost } : judgment;
}
