import { counted } from '../../domain/counted.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import type { Spec } from '../../domain/spec.ts';
import type { TestReport, TestResult } from '../../domain/test-report.ts';
import { isResultOf, testsInSource } from '../../referee/tests-in-source.ts';
import { traceCriteria } from '../../referee/trace.ts';
import type { HeldOut } from '../held-out.ts';

const item = 'tests that the implementer never saw';

interface Ran {
  heldOut: HeldOut;
  /** The run of the head with them. */
  report: TestReport;
  plan: Spec;
}

/**
 * Adds to the check what became of the held-out tests. Of one that fails nothing is told but its criterion and what was
 * expected, so that it can be held out again.
 */
export async function withHeldOut(green: Check, { heldOut, report, plan }: Ran): Promise<Check> {
  if (heldOut.kind === 'none') return withRow(green, 'not-applicable', heldOut.why);
  if (heldOut.kind === 'published') return withRow(green, 'pass', 'committed, and run with the others');
  if (heldOut.kind === 'lost') {
    const message = 'The held-out tests that the red commit names cannot be read any more.';
    const remedy = 'Reply `/retry`: new ones are written, proven red and sealed.';
    return failed(green, message, [{ rule: 'held-out', message, remedy }]);
  }
  const files = new Set(heldOut.files.map(({ path }) => path));
  const results = report.kind === 'ran' ? report.results.filter(({ file }) => files.has(file)) : [];
  const sources = (
    await Promise.all(heldOut.files.map(({ path, content }) => testsInSource(path, content ?? '')))
  ).flat();
  const silent = sources.filter(source => !results.some(({ id }) => isResultOf(source, id)));
  const bad = results.filter(({ status }) => status !== 'passed');
  const criteriaOf = (id: string) =>
    traceCriteria(
      plan.criteria,
      sources.filter(source => source.id === id || isResultOf(source, id)),
    )
      .filter(({ tests }) => tests.length > 0)
      .map(({ criterion }) => criterion)
      .join(', ');
  const findings = [
    ...bad.map(result => failing(criteriaOf(result.id), expectedIn(result))),
    ...silent.map(({ id }) => failing(criteriaOf(id), 'it did not run')),
  ];
  const others = { ...green, findings: green.findings.filter(({ path }) => !path || !files.has(path)) };
  if (findings.length > 0) return failed(others, `${counted(findings.length, 'test')} failed`, findings);
  return withRow(others, 'pass', `${counted(results.length, 'test')} passed on top of this commit`);
}

const expectedIn = ({ failure, status }: TestResult): string => failure?.message.split('\n', 1)[0] ?? status;

const remedy =
  'Write code that does what the criterion says for every input. If the criterion can be read in two ways, say `/revise` and what it means.';

function failing(criteria: string, expected: string): Finding {
  const message = `${criteria || 'A criterion'}: a test that the implementer never saw fails: the answer may be hard-coded. ${expected}`;
  return { rule: 'held-out', message, remedy };
}

function withRow(green: Check, result: EvidenceRow['result'], evidence: string): Check {
  return { ...green, rows: [...green.rows, { item, result, evidence }] };
}

function failed(green: Check, evidence: string, findings: Finding[]): Check {
  const row = withRow(green, 'fail', evidence);
  return { ...row, title: `Not green: ${evidence}`, findings: [...findings, ...green.findings] };
}
