import { counted } from '../../domain/counted.ts';
import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import type { Settings } from '../../domain/settings.ts';
import { canaryFor, canaryWithin } from '../../languages/canary.ts';
import type { Perch } from '../../languages/language.ts';
import { isTestPath } from '../../languages/roles.ts';
import { bendExpectations } from '../../referee/answers/bent.ts';
import { judgeCanary } from '../../referee/canary.ts';
import { testsInSource } from '../../referee/tests-in-source.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import type { Workbench } from '../suite.ts';
import { runSuite } from '../suite.ts';

/**
 * Runs the suite of the head once more with a planted test that must fail and with tests that expect something else, and
 * adds what became of them to the check.
 */
export async function withCanary(
  green: Check,
  bench: Workbench,
  { files }: Pick<CommittedTests, 'files'>,
): Promise<Check> {
  const { settings } = bench;
  const { nonce } = bench.runs;
  const perches = files.flatMap(({ path, content }) =>
    content !== null && isTestPath(path, settings) ? [{ path, text: content }] : [],
  );
  const [perch] = perches;
  const canary = perch && canaryFor(settings.tests.report, perch, nonce);
  if (!canary) return withRow(green, 'not-applicable', 'no such test is known for this runner');
  const own = await runSuite(bench);
  if (own.kind === 'unusable') return withRow(green, 'fail', 'the suite says nothing without it either');
  const twisted = await Promise.all(perches.map(each => twist(each, { settings, nonce })));
  const overlay = [canary, ...twisted.map(({ path, text }) => ({ path, content: text }))];
  const bent = twisted.flatMap(each => each.bent);
  const seen = judgeCanary({ path: canary.path, nonce, bent }, await runSuite({ ...bench, overlay }));
  // What a compiler has against another literal keeps the planted test from running, too.
  const verdict =
    seen.kind === 'not-run' && bent.length > 0
      ? judgeCanary({ path: canary.path, nonce }, await runSuite({ ...bench, overlay: [canary] }))
      : seen;
  if (verdict.kind === 'failed') return withRow(green, 'pass', failedText(verdict.bent));
  if (verdict.kind === 'not-run') return withRow(green, 'not-applicable', 'the runner is told which files to run');
  const finding = { rule: 'canary', message: `The results of this suite cannot be believed: ${verdict.why}.`, remedy };
  const title = 'The suite does not report failures';
  return { ...withRow(green, 'fail', verdict.why), title, findings: [finding, ...green.findings] };
}

/** A file of tests that expect something else, with a planted test among them. */
async function twist({ path, text }: Perch, { settings, nonce }: { settings: Settings; nonce: string }) {
  const format = settings.tests.report;
  const bent = await bendExpectations(path, text, await testsInSource(path, text, format));
  return { ...bent, text: `${bent.text}${canaryWithin(format, { path, text }, nonce) ?? ''}` };
}

const failedText = (bent: number): string =>
  bent === 0
    ? 'it failed, as it must'
    : `it failed, as it must, and so did ${counted(bent, 'test')} that was made to expect something else`;

const remedy =
  'Take out what changes results: a hook, a plugin, a patched assertion, an equality of everything, code that reads its tests.';

function withRow(green: Check, result: EvidenceRow['result'], evidence: string): Check {
  return { ...green, rows: [...green.rows, { item: 'a planted test that must fail', result, evidence }] };
}
