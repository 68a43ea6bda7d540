import { counted } from '../../domain/counted.ts';
import type { FileChange } from '../../domain/file-change.ts';
import { findingLine, listed } from '../../domain/finding.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import type { Spec } from '../../domain/spec.ts';
import type { StageRow } from '../../domain/status.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { countTests } from '../../domain/test-report.ts';
import { isTestPath } from '../../languages/roles.ts';
import { givenUpStop } from '../../writer/converse.ts';
import type { Ending } from '../../writer/loop/work.ts';
import { bulletsOf } from '../bullets.ts';
import type { StageContext } from '../context.ts';
import { scopeOf } from '../scope.ts';
import { stopped } from '../stopped.ts';

/** Code that turned the tests green, with the run that showed it. */
export interface Implementation {
  changes: FileChange[];
  summary: string[];
  /** What turned out other than expected, for people. */
  unexpected: string | null;
  report: TestReport;
}

interface Implemented extends Implementation {
  proof: RedProof;
  spec: Spec;
  cost: Partial<StageRow>;
}

/** Green: the commit with the components it adds, and the issue that it closes. */
export function greenOutcome(context: StageContext, implemented: Implemented): Outcome {
  const { changes, summary, unexpected, report, spec, cost } = implemented;
  const scope = scopeOf(spec, path => isTestPath(path, context.settings));
  const passed = report.kind === 'ran' ? countTests(report).passed : 0;
  const bullets = bulletsOf(summary, changes);
  return {
    stage: 'green',
    row: {
      ...cost,
      state: 'done',
      summary: `${counted(passed, 'test')} passed, ${counted(changes.length, 'file')} changed`,
      ...(unexpected !== null && { unexpected: [unexpected.replaceAll(/\s+/g, ' ')] }),
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

/** What has to be known before the code can be finished, and what was asked before it, so that nothing is asked twice. */
export function questionsAsked(questions: readonly string[], cost: Partial<StageRow>): Outcome {
  const [question = '', ...before] = questions.toReversed();
  const answered = before.length > 0 ? ['Answered before:', listed(before.map(each => `- ${each}`))] : [];
  const text = ['Before the code can be finished, please answer in a comment:', question, ...answered].join('\n\n');
  return {
    ...stopped('green', { reason: 'question', summary: 'waits for an answer', text, cost }),
    headline: 'The code waits for your answer',
  };
}

/** Why there is no code, and what a person can do about it. */
export function givenUp(ending: Extract<Ending<unknown>, { kind: 'given-up' }>, cost: Partial<StageRow>): Outcome {
  const { name, reason, history } = ending;
  const summary = 'the tests could not be turned green';
  if (reason === 'refused' || reason === 'rejected')
    return stopped('green', { ...givenUpStop('implementation', { name, reason, history }), summary, cost });
  const why = listed(history.slice(-1).flat().map(findingLine));
  const text = [`${whys[reason]} Nothing was committed. Reply \`/retry\` to try again.`, why]
    .filter(Boolean)
    .join('\n\n');
  return stopped('green', { reason: 'model-rejected', call: name, summary, text, cost });
}

const whys = {
  stuck: 'The model came back to the same failure and found no way past it.',
  tokens: 'The model did not come to an end within the tokens that it has.',
  steps: 'The model did not come to an end in the steps that it has.',
};
