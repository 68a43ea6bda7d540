import { counted } from '../../domain/counted.ts';
import type { CommentFacts } from '../../domain/facts.ts';
import type { FileChange } from '../../domain/file-change.ts';
import type { Finding } from '../../domain/finding.ts';
import { findingLine } from '../../domain/finding.ts';
import type { Check, Outcome } from '../../domain/outcome.ts';
import type { Spec } from '../../domain/spec.ts';
import type { StageRow } from '../../domain/status.ts';
import type { LookAlike } from '../../referee/look-alikes.ts';
import { shortHash, specHash } from '../../referee/spec/hash.ts';
import type { StageContext } from '../context.ts';
import { isIssueEdited } from '../edited-issue.ts';
import { stopped } from '../stopped.ts';
import { likenessText, reasonFor } from './look-alikes.ts';

interface JudgedPlan {
  path: string;
  text: string;
  findings: Finding[];
  spec: Spec;
  alike: readonly LookAlike[];
}

/** The plan on the branch put up for approval, or what is wrong with it. */
export function planShown(plan: JudgedPlan): Outcome {
  const check = specCheck(plan);
  if (plan.findings.length > 0) {
    const lines = plan.findings.map(findingLine).join('\n');
    const text = `\`${plan.path}\` is not a plan that can be approved:\n\n${lines}\n\nEdit the file on the branch, or reply \`/revise <feedback>\`.`;
    return {
      ...stopped('plan', { reason: 'plan-invalid', summary: `\`${plan.path}\` breaks the plan format`, text }),
      checks: [check],
    };
  }
  const hash = specHash(plan.text);
  return {
    stage: 'plan',
    row: { state: 'done', summary: counted(plan.spec.criteria.length, 'acceptance criterion', 'acceptance criteria') },
    headline: 'The plan waits for your approval',
    next: `reply \`/approve\` to accept this plan, \`${shortHash(hash)}\`, and have its tests written, or \`/revise <feedback>\` to have it changed. You can also edit it on its branch.`,
    checks: [check],
    folds: [...alikeFold(plan), { title: 'Read the plan', body: plan.text }],
    shown: hash,
  };
}

/** What looks like something that exists, for the people who approve. */
function alikeFold({ alike, spec }: JudgedPlan): { title: string; body: string }[] {
  if (alike.length === 0) return [];
  const lines = alike.map(like => {
    const reason = reasonFor(like, spec, []);
    return `- ${likenessText(like)}${reason ? `. The plan says: ${reason}` : ''}`;
  });
  const title = `${counted(alike.length, 'thing')} to be created ${alike.length === 1 ? 'looks' : 'look'} like what exists`;
  return [{ title, body: lines.join('\n') }];
}

/** A plan that was just written, to be committed and shown. */
export function planWritten(
  plan: JudgedPlan & { name: string },
  from: { cost: Partial<StageRow>; trigger: CommentFacts | undefined; changes: readonly FileChange[] },
): Outcome {
  const shown = planShown(plan);
  const verb = from.trigger ? 'revise the plan for' : 'plan';
  return {
    ...shown,
    row: { state: 'done', summary: '', ...shown.row, ...from.cost },
    commit: {
      headline: `docs(spec): ${verb} ${plan.name}`,
      body: plan.spec.criteria.map(({ id, text }) => `- ${id}: ${text}`).join('\n'),
      changes: [{ path: plan.path, content: plan.text }, ...from.changes],
      ...(from.trigger && { comment: String(from.trigger.id) }),
    },
  };
}

/** Questions without whose answer no plan can be right: asked once, together. */
export function questionsAsked(questions: readonly string[], cost: Partial<StageRow>): Outcome {
  const list = questions.map((question, index) => `${index + 1}. ${question}`).join('\n');
  const text = `Before a plan is written, please answer in a comment:\n\n${list}`;
  return stopped('plan', { reason: 'question', summary: 'waits for an answer', text, cost });
}

function specCheck({ path, text, findings, spec, alike }: JudgedPlan): Check {
  const hash = specHash(text);
  const isValid = findings.length === 0;
  return {
    name: 'redfirst/spec',
    title: isValid
      ? `${counted(spec.criteria.length, 'criterion', 'criteria')}, plan ${shortHash(hash)}`
      : `${counted(findings.length, 'problem')} in ${path}`,
    rows: [
      {
        item: 'plan format',
        result: isValid ? 'pass' : 'fail',
        evidence: isValid
          ? `every section present and filled; ${counted(spec.relevantFiles.length, 'relevant file')}, all in the tree`
          : counted(findings.length, 'problem'),
      },
      ...(alike.length > 0
        ? [{ item: 'look-alikes', result: 'advisory' as const, evidence: alike.map(likenessText).join('; ') }]
        : []),
    ],
    findings,
    runs: [],
    facts: { 'spec SHA-256': hash },
  };
}

/** The plan as it was, of an issue that reads otherwise now: a person says which of the two is wanted. */
export function sinceEdited(context: StageContext, outcome: Outcome): Outcome {
  const { shown, commit } = outcome;
  if (!shown || commit || context.status.shown?.hash !== shown || !isIssueEdited(context)) return outcome;
  return {
    ...outcome,
    headline: 'The issue has changed and the plan waits for your approval',
    next: `the issue has changed since this plan was written, and no approval from before holds. Reply \`/revise\` to have it planned anew from the issue as it is now, or \`/approve\` to go on with the plan as it stands, \`${shortHash(shown)}\`.`,
  };
}

/** A plan in the place of one that was approved: that approval is void, and says so. */
export function inPlaceOf(approved: string | undefined, outcome: Outcome): Outcome {
  if (!approved || !outcome.shown || outcome.shown === approved) return outcome;
  return {
    ...outcome,
    headline: 'The plan has changed and waits for your approval',
    next: `the approval of plan \`${shortHash(approved)}\` is void. To go on, ${outcome.next}`,
  };
}
