import type { Settings } from '../../domain/settings.ts';
import type { Spec } from '../../domain/spec.ts';
import type { FileDiff, Tree } from '../../ports/repositories.ts';
import { judgeDocuments } from '../../referee/documents.ts';
import { documentedChange, logOf } from '../documented-change.ts';
import type { Judged } from './judged.ts';

/** Documentation by rule: the evidence names each rule that applied and the document that answered it. */
export async function judgeDocs(
  settings: Settings,
  { diffs, tree, plan }: { diffs: readonly FileDiff[]; tree: Tree; plan: Pick<Spec, 'notes'> },
): Promise<Judged> {
  const changed = diffs.map(({ path }) => path);
  const existing = (await tree.list()).map(({ path }) => path);
  const change = documentedChange(settings, { changed, existing, plan, log: await logOf(settings, tree) });
  const { findings, evidence } = judgeDocuments(change);
  if (evidence === undefined)
    return { result: 'not-applicable', evidence: 'no rule asks for a document here', findings: [], runs: [] };
  return { result: findings.length > 0 ? 'fail' : 'pass', evidence, findings, runs: [] };
}
