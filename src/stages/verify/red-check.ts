import type { Finding } from '../../domain/finding.ts';
import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import { frozenCheck } from '../frozen-words.ts';
import type { CommittedRed } from '../prove-committed.ts';
import { redRows } from '../red-rows.ts';

/** The check `redfirst/red` on a head: the tests are untouched since red, and were red for the right reason then. */
export function redCheck({ oid }: CommittedTests, touched: Finding[], red: CommittedRed): Check {
  const frozen = frozenCheck(oid, touched);
  if (red.kind === 'proven') return { ...frozen, rows: [...frozen.rows, ...redRows(red.proof)] };
  const row: EvidenceRow = {
    item: 'red for the right reason',
    result: 'fail',
    evidence: `not proven: the tests of ${oid.slice(0, 7)} on the tree before them`,
  };
  return {
    ...frozen,
    title: 'The tests are not red for the right reason',
    rows: [row, ...frozen.rows],
    findings: [...red.findings, ...touched],
  };
}
