import type { EvidenceRow } from '../domain/outcome.ts';
import type { StageRow } from '../domain/status.ts';

/** What was wrong before the change already, or could not be run at all: said, since nobody is to find it out later. */
export function unexpectedIn(rows: readonly EvidenceRow[]): Pick<StageRow, 'unexpected'> {
  const unexpected = rows
    .filter(({ isUnexpected }) => isUnexpected)
    .map(({ item, evidence }) => `${item}: ${evidence}`);
  return unexpected.length > 0 ? { unexpected } : {};
}
