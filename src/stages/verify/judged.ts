import type { Finding } from '../../domain/finding.ts';
import type { EvidenceRow } from '../../domain/outcome.ts';
import type { RunEvidence } from '../../domain/test-report.ts';

/** One item of the checklist as it was judged, before it is known what it counts for. */
export interface Judged extends Pick<EvidenceRow, 'isUnexpected'> {
  result: EvidenceRow['result'];
  evidence: string;
  findings: Finding[];
  /** Commands that were run for it. */
  runs: RunEvidence[];
}
