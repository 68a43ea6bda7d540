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
  const findings = [...judged.findings, ...claims(judged.spec, plan.settings)];
  return { ...judged, findings: findings.map(finding => ({ path: plan.specPath, ...finding })) };
}

/** Looser rules hold for a step of a plan that people wrote: nothing else may call itself one. */
function claims({ step }: Spec, { course }: Settings): Finding[] {
  if (!step || course === 'step') return [];
  const message = `The notes call this step ${step.number} of \`${step.plan}\`.`;
  return [{ rule: 'spec-step', message, remedy: 'Take the note out: the issue does not carry out a step.' }];
}
