import type { Settings } from '../../domain/settings.ts';
import type { Spec } from '../../domain/spec.ts';
import type { FileDiff } from '../../ports/repositories.ts';
import { judgeDocuments } from '../../referee/documents.ts';
import { documentedChange } from '../documented-change.ts';
import type { Judged } from './judged.ts';

/** Documentation by rule: the evidence names each rule that applied and the document that answered it. */
export function judgeDocs(
  settings: Settings,
  { diffs, paths, plan }: { diffs: readonly FileDiff[]; paths: readonly string[]; plan: Pick<Spec, 'notes'> },
): Judged {
  const changed = diffs.map(({ path }) => path);
  const { findings, evidence } = judgeDocuments(documentedChange(settings, { changed, existing: paths, plan }));
  if (evidence === undefined)
    return { result: 'not-applicable', evidence: 'no rule asks for a document here', findings: [], runs: [] };
  return { result: findings.length > 0 ? 'fail' : 'pass', evidence, findings, runs: [] };
}
