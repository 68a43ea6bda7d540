import { counted } from '../../domain/counted.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import { frozenCheck } from '../frozen-words.ts';
import type { CommittedRed } from '../prove-committed.ts';
import { redRows } from '../red-rows.ts';

/**
 * The check `redfirst/red` on a head: the tests are untouched since red, and were red for the right reason then. A test
 * that was touched is told first, since nothing else is worth reading before it is restored.
 */
export function redCheck({ oid }: CommittedTests, touched: Finding[], red: CommittedRed): Check {
  const frozen = frozenCheck(oid, touched);
  const at = oid.slice(0, 7);
  if (red.kind === 'proven') {
    const reds = counted(red.proof.tests.filter(test => test.red).length, 'test');
    const title = touched.length > 0 ? frozen.title : `${reds} red for the right reason in ${at}, untouched since`;
    return { ...frozen, title, rows: [...frozen.rows, ...redRows(red.proof)], runs: red.runs };
  }
  const row: EvidenceRow = {
    item: 'red for the right reason',
    result: 'fail',
    evidence: `not proven: the tests of ${at} on the tree before them`,
  };
  const title = touched.length > 0 ? frozen.title : `The tests of ${at} are not red for the right reason`;
  return { ...frozen, title, rows: [row, ...frozen.rows], findings: [...touched, ...red.findings], runs: red.runs };
}
