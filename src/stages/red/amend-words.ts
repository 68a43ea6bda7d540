import type { Amendment } from '../../domain/amendment.ts';
import type { CommentFacts } from '../../domain/facts.ts';
import type { Finding } from '../../domain/finding.ts';
import { findingLine, listed } from '../../domain/finding.ts';
import type { Answered, Outcome } from '../../domain/outcome.ts';
import type { StageRow } from '../../domain/status.ts';
import { isTestPath } from '../../languages/roles.ts';
import type { AskedAmendment, StageContext } from '../context.ts';
import type { ApprovedTests, CommittedTests } from '../frozen-tests.ts';
import { frozenOutcome, touchedOutcome } from '../frozen-words.ts';
import { scopeOf } from '../scope.ts';
import { stopped } from '../stopped.ts';
import type { Thaw } from './amend-gate.ts';
import type { Proof } from './gate.ts';
import { redOutcome } from './words.ts';

/** The answer to an amendment that cannot be. */
export function refused(comment: CommentFacts, findings: readonly Finding[]): Answered {
  const reply = `The amendment was refused:\n\n${listed(findings.map(findingLine))}\n\nThe tests stay frozen as they were. Push what is to be changed, then say \`/amend\` again.`;
  return { comment, reaction: 'CONFUSED', reply };
}

/** The branch as it is without an amendment: untouched, or red at once. */
export async function asItStands(
  context: StageContext,
  { tests, touched, answered }: { tests: CommittedTests; touched: Finding[]; answered: Answered[] },
): Promise<Outcome> {
  if (touched.length > 0) return { ...(await touchedOutcome(context, { stage: 'red', tests, touched })), answered };
  return { ...(await frozenOutcome(context, tests)), checks: [], answered };
}

/** A person may change a test and has not done so yet. */
export function waitsForPush({ facts }: StageContext, thaws: readonly Thaw[], answered: Answered[]): Outcome {
  const files = [...new Set(thaws.map(({ path }) => `\`${path}\``))].join(', ');
  const text = `To amend it, push the changed ${files} to \`${facts.branch?.name}\`. It is then proven red again and frozen. To leave it as it is, delete the comment with \`/amend\`.`;
  return {
    ...stopped('red', { reason: 'amendment-waits', summary: `waits for the changed ${files}`, text }),
    headline: 'An amendment waits for the changed test',
    answered: [...answered, ...thaws.map(({ asked }): Answered => ({ comment: asked.comment, reaction: 'EYES' }))],
  };
}

interface Amended extends Proof {
  tests: ApprovedTests;
  done: readonly AskedAmendment[];
  answered: readonly Answered[];
  cost: Partial<StageRow>;
}

/** The new version, frozen: a commit of nothing but the word of who amended what and why, and new evidence. */
export function amendedOutcome(context: StageContext, { tests, done, answered, ...proof }: Amended): Outcome {
  const { plan, spec, settings } = context;
  const amends = done.map(({ comment, ...amendment }): Amendment => ({ ...amendment, comment: comment.id }));
  const approvedBy = tests.trailers.approvedBy ?? 'unknown';
  const files = [...new Set(amends.map(({ target }) => target.split('::', 1)[0]))].join(', ');
  const scope = scopeOf(plan, path => isTestPath(path, settings));
  return {
    ...redOutcome(context, { ...proof, spec: plan, approvedBy, amends }),
    commit: {
      headline: `test(${scope}): amend ${files}`,
      body: amends.map(({ target, reason }) => `- ${target}: ${reason.replaceAll(/\s+/g, ' ')}`).join('\n'),
      changes: [],
      spec: spec?.hash ?? '',
      approvedBy,
      amends,
      ...(tests.trailers.heldOut && { heldOut: tests.trailers.heldOut }),
    },
    voids: ['green', 'verify'],
    answered: [...answered, ...done.map(({ comment }): Answered => ({ comment, reaction: 'THUMBS_UP' }))],
  };
}
