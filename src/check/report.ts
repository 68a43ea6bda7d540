import { counted } from '../domain/counted.ts';
import type { Check, EvidenceRow } from '../domain/outcome.ts';
import type { CheckVerdict } from './check.ts';

const symbols: Record<EvidenceRow['result'], string> = { pass: '✓', fail: '✗', advisory: '!', 'not-applicable': '–' };

/** The verdict for a terminal: what was judged, a line for each item, what failed and where, one last line. */
export function reportOf(verdict: CheckVerdict): string {
  if (verdict.kind !== 'judged') return `${verdict.kind === 'refused' ? '✗' : '✓'} ${verdict.why}\n`;
  const { red, head, planPath, proof, checks, holds, amendments = [] } = verdict;
  const reds = proof
    ? `${counted(proof.tests.filter(test => test.red).length, 'test')} red for the right reason`
    : 'red was not proven';
  return [
    `judged ${head.slice(0, 7)} against the tests of ${red.at.slice(0, 7)} (${red.subject}): ${reds}`,
    planPath ? `criteria from ${planPath}` : 'no plan in specs/: criteria are not traced',
    ...checks.flatMap(linesOf),
    '',
    ...amendments.map(({ target }) => `! ${target} counts as amended: a trailer says so, and anybody can write one.`),
    ...(amendments.length > 0
      ? ['  Proof is the check of the App on GitHub, where a person has to say `/amend`.', '']
      : []),
    holds ? '✓ every required check holds' : `✗ ${counted(checks.flatMap(failed).length, 'item')} failed`,
    '',
  ].join('\n');
}

const failed = ({ rows }: Check) => rows.filter(({ result }) => result === 'fail');

function linesOf(check: Check): string[] {
  const width = Math.max(...check.rows.map(({ item }) => item.length));
  const rows = check.rows.map(
    ({ item, result, evidence }) => `  ${symbols[result]} ${item.padEnd(width)}  ${evidence}`,
  );
  const findings = check.findings.map(({ path, line, message, remedy }) => {
    const place = path ? `${path}${line ? `:${line}` : ''}: ` : '';
    return `    ${place}${message}${remedy ? ` ${remedy}` : ''}`;
  });
  return ['', check.name, ...rows, ...findings];
}
