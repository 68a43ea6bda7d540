import type { Finding } from '../../domain/finding.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Spec } from '../../domain/spec.ts';
import type { Tree } from '../../ports/repositories.ts';
import { judgeSpec } from '../../referee/spec/gate.ts';
import { planLimit } from '../../referee/spec/limit.ts';

/** A plan judged against the tree it is about. The plan's own file does not count as one of the tree's. */
export async function judgePlan(plan: {
  text: string;
  specPath: string;
  tree: Tree;
  settings: Settings;
}): Promise<{ findings: Finding[]; spec: Spec }> {
  const entries = await plan.tree.list();
  const paths = new Set(entries.map(({ path }) => path).filter(path => path !== plan.specPath));
  const judged = judgeSpec(plan.text, {
    paths,
    testCommand: plan.settings.tests.command,
    ...planLimit(plan.settings),
  });
  return { ...judged, findings: judged.findings.map(finding => ({ path: plan.specPath, ...finding })) };
}
