import type { FileChange } from '../../domain/file-change.ts';
import { mergeChanges } from '../../domain/file-change.ts';
import type { Finding } from '../../domain/finding.ts';
import { isTestPath } from '../../languages/roles.ts';
import { judgeChanges } from '../../referee/paths.ts';
import type { Judgment } from '../../writer/converse.ts';
import type { SealedTests } from '../held-out.ts';
import { sealTests } from '../held-out.ts';
import type { Proof, Tests } from './gate.ts';
import { proveTests } from './gate.ts';

/** Tests that are kept from the implementer, seen red beside the others. */
export interface HeldOutProof extends SealedTests {
  /** How many tests there are, all of them red. */
  count: number;
}

/**
 * Judges tests that the implementer shall not see: in new files of their own, every one of them red for the right
 * reason beside the others, twice, and about a criterion of the plan.
 */
export async function judgeHeldOut(tests: Tests, heldOut: readonly FileChange[]): Promise<Judgment<HeldOutProof>> {
  const misplaced = await placeOf(tests, heldOut);
  if (misplaced.length > 0) return refuse(misplaced);
  const sealed = sealTests(tests.context, heldOut);
  if (!sealed) return refuse([found('held-out-size', 'There are too many held-out tests to be kept.', 'Give fewer.')]);
  const judgment = await proveTests({ ...tests, files: mergeChanges(tests.files, heldOut) });
  if (judgment.kind === 'refuse') return refuse(judgment.findings);
  const unfit = unfitIn(judgment.product, heldOut);
  if (unfit.length > 0) return refuse(unfit);
  const count = judgment.product.proof.tests.filter(isIn(heldOut)).length;
  return { kind: 'accept', product: { ...sealed, count } };
}

async function placeOf({ context, tree, files }: Tests, heldOut: readonly FileChange[]): Promise<Finding[]> {
  const { settings } = context;
  const entries = await tree.list();
  const taken = new Set([...entries, ...files].map(({ path }) => path));
  const placed = judgeChanges(heldOut, entries, {
    allow: path => isTestPath(path, settings),
    protected: settings.protected,
  });
  const known = heldOut.filter(({ path }) => taken.has(path));
  const remedy = 'Give held-out tests in new files of their own.';
  return [...placed, ...known.map(({ path }) => found('held-out-path', `\`${path}\` is there already.`, remedy))];
}

/** A pin shows nothing here, and neither does a test that is about no criterion. */
function unfitIn({ proof }: Proof, heldOut: readonly FileChange[]): Finding[] {
  const traced = new Set(proof.traces.flatMap(({ tests }) => tests));
  return proof.tests
    .filter(isIn(heldOut))
    .flatMap(({ id, red, why }) => [
      ...(red ? [] : [found('held-out-not-red', `\`${id}\` ${why}.`, 'Let it fail until the feature exists.')]),
      ...(traced.has(id) ? [] : [found('held-out-criterion', `\`${id}\` names no criterion.`, 'Name one, as AC-1.')]),
    ]);
}

const isIn =
  (files: readonly FileChange[]) =>
  ({ file }: { file: string }): boolean =>
    files.some(({ path }) => path === file);

const found = (rule: string, message: string, remedy: string): Finding => ({ rule, message, remedy });

function refuse(findings: readonly Finding[]): { kind: 'refuse'; findings: Finding[] } {
  return { kind: 'refuse', findings: findings.map(each => ({ ...each, message: `Held out: ${each.message}` })) };
}
