import type { Finding } from '../../domain/finding.ts';
import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import type { ServiceEvidence, TestReport } from '../../domain/test-report.ts';
import { countTests } from '../../domain/test-report.ts';
import { judgeGreen, stillRed } from '../../referee/prove-green.ts';
import type { CommittedRed } from '../prove-committed.ts';

interface Seen {
  red: CommittedRed;
  report: TestReport;
  redOid: string;
  /** What was done to the tests since they were proven: a run of other tests is no evidence. */
  touched: readonly Finding[];
}

/** The check `redfirst/green`: every test that must pass is as it was proven, ran and passed on this very commit. */
export function greenCheck({ red, report, redOid, touched }: Seen): Check {
  const proof = red.kind === 'proven' ? red.proof : { mustPass: [], redAtBase: [] };
  const verdict = judgeGreen({ proof, report });
  const findings = verdict.kind === 'refuse' ? verdict.findings : [];
  const counts = report.kind === 'ran' ? countTests(report) : undefined;
  const summary = counts
    ? `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
    : 'the run says nothing';
  const rows: EvidenceRow[] = [
    {
      item: 'red before',
      result: red.kind === 'proven' ? 'pass' : 'fail',
      evidence:
        red.kind === 'proven'
          ? `proven again at ${redOid.slice(0, 7)}`
          : 'the tests are not red for the right reason: see redfirst/red',
    },
    {
      item: 'tests as proven',
      result: touched.length === 0 ? 'pass' : 'fail',
      evidence:
        touched.length === 0
          ? `every frozen file as in ${redOid.slice(0, 7)}`
          : 'frozen files were touched: see redfirst/red',
    },
    {
      item: 'tests',
      result: verdict.kind === 'pass' ? 'pass' : 'fail',
      evidence: `${summary}; ${proof.mustPass.length} had to pass`,
    },
    ...(report.evidence.services ?? []).map(serviceRow),
    ...stillRed({ proof, report }).map((id): EvidenceRow => {
      const evidence = 'red at base, and still';
      return { item: `\`${id}\``, result: 'advisory', evidence, isUnexpected: true };
    }),
  ];
  return {
    name: 'redfirst/green',
    title: rows.every(({ result }) => result !== 'fail') ? `Green: ${summary}` : `Not green: ${summary}`,
    rows,
    findings,
    runs: [report.evidence],
    facts: { 'red commit': redOid },
  };
}

/** A service that was up; what its log says is shown, and blamed on nobody. */
function serviceRow({ name, errors: [first, ...rest] }: ServiceEvidence): EvidenceRow {
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  return first === undefined
    ? { item: `service \`${name}\``, result: 'pass', evidence: 'came up, stayed up, no error in its log' }
    : {
        item: `service \`${name}\``,
        result: 'advisory',
        evidence: `came up and stayed up; its log says: ${first}${more}`,
      };
}
