import type { Finding } from '../../domain/finding.ts';
import type { EvidenceRow } from '../../domain/outcome.ts';
import type { Tree } from '../../ports/repositories.ts';
import type { WaivableFinding, WaiverLaw, WaiverVerdict } from '../waivers.ts';
import { fingerprint, isWaivable, judgeWaivers, waiverText } from '../waivers.ts';

/** A row of the checklist with what was found, under the name by which people call it. */
export interface Entry {
  name: string;
  row: EvidenceRow;
  findings: Finding[];
}

const nobody: WaiverLaw = { waivers: [], by: 'nobody', own: [] };

/**
 * Takes out of the rows what people waived. A row all of whose findings are waived is shown as advisory, with who, when
 * and why; one that has others left fails for those alone.
 */
export async function waive(
  entries: readonly Entry[],
  { tree, law = nobody }: { tree: Tree; law: WaiverLaw | undefined },
): Promise<{ entries: Entry[]; verdict: WaiverVerdict }> {
  const paths = entries.flatMap(({ findings }) => findings.flatMap(({ path }) => path ?? []));
  const texts = await tree.readMany([...new Set(paths)]);
  const held = entries.map(entry => ({ entry, seen: seenIn(entry, texts) }));
  const verdict = judgeWaivers(
    law,
    held.flatMap(({ seen }) => seen.map(({ waivable }) => waivable)),
  );
  return { entries: held.map(({ entry, seen }) => weigh(entry, seen, { ...verdict, by: law.by })), verdict };
}

interface Seen {
  /** Nothing where the row itself is the finding: a linter that failed as a whole. */
  finding: Finding | undefined;
  waivable: WaivableFinding;
}

function seenIn({ name, row, findings }: Entry, texts: ReadonlyMap<string, string>): Seen[] {
  if (row.result !== 'fail' && row.result !== 'advisory') return [];
  if (findings.length === 0) {
    return [{ finding: undefined, waivable: { item: name, rule: name, text: row.evidence } }];
  }
  return findings.map(finding => {
    const { rule, path, line, message } = finding;
    const text = (path && line && texts.get(path)?.split('\n')[line - 1]) || message;
    return { finding, waivable: { item: name, rule, text, ...(path && { path }), ...(line && { line }) } };
  });
}

function weigh(entry: Entry, seen: readonly Seen[], { waived, by }: WaiverVerdict & Pick<WaiverLaw, 'by'>): Entry {
  const words = seen.flatMap(({ waivable }) => waived.get(fingerprint(waivable)) ?? []).map(waiverText);
  const isLeft = ({ waivable }: Seen) => !waived.has(fingerprint(waivable));
  const left = seen.filter(isLeft);
  const { row } = entry;
  const isOpen = by !== 'nobody' && row.result === 'fail' && left.length > 0;
  const canBe = isOpen && left.every(({ waivable }) => isWaivable(waivable));
  if (words.length === 0) return canBe ? { ...entry, row: { ...row, waivable: entry.name } } : entry;
  const evidence = [row.evidence, ...new Set(words)].join('; ');
  const result = left.length === 0 ? 'advisory' : row.result;
  const findings = left.flatMap(({ finding }) => finding ?? []);
  return { ...entry, findings, row: { ...row, result, evidence, ...(canBe && { waivable: entry.name }) } };
}
