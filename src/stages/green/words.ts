import { counted } from '../../domain/counted.ts';
import type { FileChange } from '../../domain/file-change.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import type { Spec } from '../../domain/spec.ts';
import type { StageRow } from '../../domain/status.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { countTests } from '../../domain/test-report.ts';
import { isTestPath } from '../../languages/roles.ts';
import { bulletsOf } from '../bullets.ts';
import type { StageContext } from '../context.ts';
import { scopeOf } from '../scope.ts';

/** Code that turned the tests green, with the run that showed it. */
export interface Implementation {
  changes: FileChange[];
  summary: string[];
  report: TestReport;
}

interface Implemented extends Implementation {
  proof: RedProof;
  spec: Spec;
  cost: Partial<StageRow>;
}

/** Green: the commit with the components it adds, and the issue that it closes. */
export function greenOutcome(context: StageContext, { changes, summary, report, spec, cost }: Implemented): Outcome {
  const scope = scopeOf(spec, path => isTestPath(path, context.settings));
  const passed = report.kind === 'ran' ? countTests(report).passed : 0;
  const bullets = bulletsOf(summary, changes);
  return {
    stage: 'green',
    row: {
      ...cost,
      state: 'done',
      summary: `${counted(passed, 'test')} passed, ${counted(changes.length, 'file')} changed`,
    },
    headline: 'The tests are green',
    next: '',
    commit: {
      headline: `feat(${scope}): implement ${spec.title}`,
      body: bullets,
      closes: true,
      changes,
      ...(context.trigger && { comment: String(context.trigger.id) }),
    },
  };
}

/** The code that was there turns amended tests green: nothing is committed. */
export function keptOutcome({ facts }: StageContext, report: TestReport, cost: Partial<StageRow>): Outcome {
  const passed = report.kind === 'ran' ? countTests(report).passed : 0;
  const summary = `${counted(passed, 'test')} passed with the code as it was`;
  const head = facts.branch?.oid ?? '';
  const unexpected = ['The tests were green before any code was written for them: the code that was there does it.'];
  return {
    stage: 'green',
    row: { ...cost, state: 'done', summary, head, unexpected },
    headline: 'The tests are green',
    next: '',
  };
}
