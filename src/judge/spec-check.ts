import { counted } from '../domain/counted.ts';
import type { Check } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import type { Tree } from '../ports/repositories.ts';
import { judgeSpec } from '../referee/spec/gate.ts';
import { shortHash, specHash } from '../referee/spec/hash.ts';
import { planLimit } from '../referee/spec/limit.ts';

/** A plan that came with a change, and the tree that it was made for. */
interface BroughtPlan {
  path: string;
  text: string;
  tree: Tree;
  settings: Settings;
}

/** The check `redfirst/spec` for a plan that people wrote: its form is judged; nobody was asked to approve it. */
export async function specCheck({ path, text, tree, settings }: BroughtPlan): Promise<Check> {
  const paths = new Set((await tree.list()).map(entry => entry.path).filter(other => other !== path));
  const { findings, spec } = judgeSpec(text, { paths, testCommand: settings.tests.command, ...planLimit(settings) });
  const hash = specHash(text);
  const found = findings.map(finding => ({ path, ...finding }));
  return {
    name: 'redfirst/spec',
    title:
      found.length === 0
        ? `Plan ${shortHash(hash)} is whole: ${counted(spec.criteria.length, 'criterion', 'criteria')}`
        : `${counted(found.length, 'problem')} in ${path}`,
    rows: [
      {
        item: 'plan format',
        result: found.length === 0 ? 'pass' : 'fail',
        evidence: found.length === 0 ? `\`${path}\`` : `${counted(found.length, 'problem')} in \`${path}\``,
      },
      { item: 'approval', result: 'not-applicable', evidence: 'people wrote this plan: no approval was asked for' },
    ],
    findings: found,
    runs: [],
    facts: { 'spec SHA-256': hash },
  };
}
