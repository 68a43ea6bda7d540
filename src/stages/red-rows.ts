import { counted } from '../domain/counted.ts';
import type { EvidenceRow } from '../domain/outcome.ts';
import type { ClassifiedTest, RedProof } from '../domain/red.ts';
import { code } from './cell.ts';

/** The evidence of a proof: a row for each criterion, for each test, and for what was red before. */
export function redRows(proof: RedProof): EvidenceRow[] {
  return [
    ...proof.traces.map(trace => traceRow(trace, proof)),
    ...proof.tests.map(
      (test): EvidenceRow => ({ item: code(test.name), result: 'pass', evidence: `${test.class}: ${howRed(test)}` }),
    ),
    ...proof.redAtBase.map((id): EvidenceRow => {
      const evidence = 'red at base, before this feature';
      return { item: `\`${id}\``, result: 'advisory', evidence, isUnexpected: true };
    }),
    ...waitingRow(proof),
  ];
}

/** What was seen of a test, and of the same test with a stub in place. */
export const howRed = ({ why, stub }: ClassifiedTest): string => (stub ? `${why} (${stub})` : why);

/** In a compiled language the new tests take the old ones of their package, crate or module with them. */
function waitingRow({ waiting }: RedProof): EvidenceRow[] {
  if (waiting.length === 0) return [];
  const those = counted(waiting.length, 'test');
  const evidence = `${those} passed before and cannot be compiled beside the new ones yet; they must pass for green`;
  return [{ item: 'old tests that wait', result: 'advisory', evidence }];
}

function traceRow({ criterion, text, tests }: RedProof['traces'][number], proof: RedProof): EvidenceRow {
  const reds = proof.tests.filter(test => test.red && tests.includes(test.id));
  return { item: `${criterion}: ${text}`, result: 'pass', evidence: `${reds.length} of ${tests.length} tests red` };
}
