import { counted } from '../domain/counted.ts';
import type { Finding } from '../domain/finding.ts';
import { findingLine } from '../domain/finding.ts';
import type { Check, Outcome } from '../domain/outcome.ts';
import type { StageName } from '../domain/stage.ts';
import type { StageContext } from './context.ts';
import { factsOfTests } from './evidence.ts';
import type { CommittedTests } from './frozen-tests.ts';
import { stopped } from './stopped.ts';

/** The check `redfirst/red` for a commit after the red one: the tests are those that were proven, or they are not. */
export function frozenCheck(redOid: string, findings: Finding[]): Check {
  const isIntact = findings.length === 0;
  return {
    name: 'redfirst/red',
    title: isIntact
      ? `Tests untouched since they were proven red in ${redOid.slice(0, 7)}`
      : `${counted(findings.length, 'frozen file')} touched: ${pathsOf(findings)}`,
    rows: [
      {
        item: 'frozen tests and harness',
        result: isIntact ? 'pass' : 'fail',
        evidence: isIntact ? `every file as in ${redOid.slice(0, 7)}` : pathsOf(findings),
      },
    ],
    findings,
    runs: [],
    facts: { 'red commit': redOid },
  };
}

const pathsOf = (findings: readonly Finding[]) => findings.map(({ path }) => path).join(', ');

/** The same with what it rests on, for a push that is not judged as a whole yet. */
async function shownCheck(context: StageContext, tests: CommittedTests, findings: Finding[]): Promise<Check> {
  return { ...frozenCheck(tests.oid, findings), facts: await factsOfTests(context, tests) };
}

/** Somebody touched what was proven: the head is red at once, and the run waits. */
export async function touchedOutcome(
  context: StageContext,
  { stage, tests, touched }: { stage: StageName; tests: CommittedTests; touched: Finding[] },
): Promise<Outcome> {
  const text = `The tests, or what they rest on, were changed after they were proven red:\n\n${touched.map(findingLine).join('\n')}\n\nTake the change back and push, or say why it is right: \`/amend\`, then the test or its path, then the reason.`;
  return {
    ...stopped(stage, { reason: 'tests-touched', summary: 'frozen files were touched', text }),
    checks: [await shownCheck(context, tests, touched)],
  };
}

/** What there is to do once the tests are red. */
export const readTests = 'read the tests in the pull request, then reply `/implement` here or there.';

/** People pushed and left the tests alone. */
export async function frozenOutcome(context: StageContext, tests: CommittedTests): Promise<Outcome> {
  const told = context.status.rows.red;
  return {
    stage: 'red',
    row:
      told?.state === 'done'
        ? told
        : { state: 'done', summary: `untouched since proven red in ${tests.oid.slice(0, 7)}` },
    headline: 'The tests are red for the right reason',
    next: readTests,
    checks: [await shownCheck(context, tests, [])],
  };
}
