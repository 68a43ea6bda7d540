import { parseAmendment } from '../domain/amendment.ts';
import { firstWord } from '../domain/first-word.ts';
import type { AmendmentWord } from '../judge/amended.ts';
import type { HistoryCommit } from '../ports/history.ts';

/**
 * The amendments that commits carry in their trailers: those of the App by its own JSON, those of people as `/amend` is
 * said. One without a reason is none.
 */
export function amendmentsIn(commits: readonly HistoryCommit[]): AmendmentWord[] {
  return commits.flatMap(({ oid, author, amends = [] }) =>
    amends.flatMap((text): AmendmentWord[] => {
      const known = parseAmendment(text);
      const { word, rest } = firstWord(text);
      const { target, reason } = known ?? { target: word, reason: rest };
      const who = known ? `account ${known.by}` : (author ?? 'somebody');
      const by = `${who}, as the trailer of ${oid.slice(0, 7)} says`;
      return target && reason ? [{ target, reason, by, version: { kind: 'commit', oid } }] : [];
    }),
  );
}
