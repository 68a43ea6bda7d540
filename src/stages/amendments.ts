import type { Amendment } from '../domain/amendment.ts';
import type { EvidenceRow, PullContent } from '../domain/outcome.ts';
import { parseTrailers } from '../domain/trailer.ts';
import { approverName } from './approver.ts';
import { cell, code } from './cell.ts';
import type { StageContext } from './context.ts';

type Told = Pick<StageContext, 'facts' | 'spec'>;

/** What was thawed for the present plan, oldest first, as the commits of the branch tell it. */
export function amendmentsOf({ facts, spec }: Told): Amendment[] {
  return (facts.branch?.commits ?? []).flatMap(({ isOurs, message }) => {
    const trailers = isOurs ? parseTrailers(message) : undefined;
    return trailers?.spec === spec?.hash ? (trailers?.amends ?? []) : [];
  });
}

/** A row of evidence for each amendment. */
export function amendmentRows({ facts }: Told, amendments: readonly Amendment[]): EvidenceRow[] {
  return amendments.map(({ target, by, reason }) => ({
    item: `amended: ${code(target)}`,
    result: 'advisory',
    evidence: `by ${approverName(facts, String(by))}: ${cell(reason)}`,
  }));
}

/** The part of the pull request that names them; none where nothing was amended. */
export function amendmentSection({ facts }: Told, amendments: readonly Amendment[]): PullContent['sections'] {
  if (amendments.length === 0) return [];
  const rows = amendments.map(
    ({ target, by, reason }) => `| ${code(target)} | ${cell(approverName(facts, String(by)))} | ${cell(reason)} |`,
  );
  const body = ['| Test or file | By | Reason |', '|---|---|---|', ...rows].join('\n');
  return [{ title: 'Amendments', body }];
}
