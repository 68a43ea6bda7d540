import { TestsReply } from '../../domain/edit.ts';
import type { FileChange } from '../../domain/file-change.ts';
import { listed } from '../../domain/finding.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Spec } from '../../domain/spec.ts';
import { noSpend } from '../../domain/stage.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { countTests } from '../../domain/test-report.ts';
import type { Tree } from '../../ports/repositories.ts';
import type { Judgment } from '../../writer/converse.ts';
import { converse, costOf, givenUpStop } from '../../writer/converse.ts';
import type { Stage, StageContext } from '../context.ts';
import { tamperings } from '../edit-gate.ts';
import type { ApprovedTests, CommittedTests } from '../frozen-tests.ts';
import { committedTests, isShownRed, outdatedTests } from '../frozen-tests.ts';
import { frozenOutcome, touchedOutcome } from '../frozen-words.ts';
import { type SealedTests, sealedText } from '../held-out.ts';
import { stopped } from '../stopped.ts';
import { runSuite } from '../suite.ts';
import { amend } from './amend.ts';
import type { Proof } from './gate.ts';
import { judgeTests, proveTests } from './gate.ts';
import { type HeldOutProof, judgeHeldOut } from './held-out-gate.ts';
import { redInputs } from './inputs.ts';
import { renewHeldOut } from './renew-held-out.ts';
import { redOutcome } from './words.ts';

/** Tries that the model has at tests that are red for the right reason. */
const tries = 4;

/**
 * Proves red: the old suite first, then the new tests, twice. Tests are written by the model unless the branch holds
 * them already; either way they count only when the referee saw them fail for the right reason.
 */
export const red: Stage = async context => {
  const startedAt = Date.now();
  if (!context.spec || !context.facts.branch) throw new Error('red runs on a branch with a plan');
  const spec = context.plan;
  const committed = await committedTests(context);
  if (committed && context.amendments.length > 0) return amend(context, committed);
  if (committed && isLost(context)) return renewHeldOut(context, committed);
  const judged = committed && (await judgePush(context, committed));
  if (judged) return judged;
  const tree = committed?.before ?? (await context.clone.treeAt(context.facts.branch.oid));
  const outdated = committed?.outdated ?? (await outdatedTests(context, context.facts.branch.commits));
  const base = await runSuite({ ...context, tree, overlay: outdated });
  const obstacle = baseObstacle(context, base);
  if (obstacle) return stopped('red', obstacle);
  const attempt = { context, spec, tree, outdated, base };
  return committed ? confirm(attempt, { ...committed, startedAt }) : write(attempt, startedAt);
};

interface Attempt {
  context: StageContext;
  spec: Spec;
  tree: Tree;
  outdated: readonly FileChange[];
  base: TestReport;
}

/** A person said `/retry` to held-out tests that cannot be read any more. */
const isLost = ({ isRetry, status }: StageContext): boolean => isRetry && status.stop?.reason === 'held-out-lost';

/** The suite as it was must say something, and be green unless a person accepted it as it is. */
function baseObstacle({ status, isRetry, facts }: StageContext, base: TestReport) {
  const mend = `Mend it on \`${facts.base.name}\` and merge that into \`${facts.branch?.name}\``;
  if (base.kind === 'unusable') {
    if (base.reason === 'no-tests') return undefined;
    const text = `The suite cannot be judged before any test is added: ${base.detail}\n\nCommand: \`${base.evidence.command}\`. ${mend}, or set \`tests\` in \`.github/redfirst.yml\`, then reply \`/retry\`.\n\n\`\`\`\n${base.evidence.output.slice(-3000)}\n\`\`\``;
    return { reason: 'base-unusable', summary: `the suite is unusable (${base.reason})`, text };
  }
  const { failed } = countTests(base);
  const isAccepted = status.acceptsRedAtBase || (isRetry && status.stop?.reason === 'base-red');
  if (failed === 0 || isAccepted) return undefined;
  const text = `The suite is red before anything was added:\n\n${listed(redIn(base))}\n\n${mend}, or reply \`/retry\` to go on: these are then recorded as red at base, and excuse no new failure.`;
  return { reason: 'base-red', summary: `${failed} red at base`, text };
}

/** Every failing test, and every file that could not be loaded, with what the runner said of it. */
function redIn({ results, collectionErrors }: Extract<TestReport, { kind: 'ran' }>): string[] {
  const failures = results.filter(({ status: result }) => result === 'failed' || result === 'error');
  return [
    ...failures.map(({ id, failure }) => `- \`${id}\`: ${firstLine(failure?.message ?? 'failed')}`),
    ...collectionErrors.map(({ file, failure }) => `- \`${file}\` cannot be loaded: ${firstLine(failure.message)}`),
  ];
}

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? '';

/**
 * People pushed on top of the red commit, or set the run going again: nothing is run, but the tests must be as they were
 * proven. Nothing is judged where nobody was shown the proof yet.
 */
async function judgePush(context: StageContext, tests: CommittedTests): Promise<Outcome | undefined> {
  const { branch, pull } = context.facts;
  const isShown = pull?.isOpen && isShownRed(context.facts, tests.oid);
  if (tests.oid === branch?.oid)
    return isShown && context.status.rows.red?.state === 'done'
      ? { ...(await frozenOutcome(context, tests)), checks: [] }
      : undefined;
  if (!branch) return undefined;
  const touched = await tamperings(context, { tests, tree: await context.clone.treeAt(branch.oid) });
  if (touched.length > 0) return touchedOutcome(context, { stage: 'red', tests, touched });
  return isShown ? frozenOutcome(context, tests) : undefined;
}

async function confirm(
  attempt: Attempt,
  { files, trailers, oid, published, startedAt }: ApprovedTests & { startedAt: number },
): Promise<Outcome> {
  const { context, spec } = attempt;
  const judgment = await proveTests({ ...attempt, files });
  const hash = published ? undefined : trailers.heldOut;
  const heldOut = hash && (await sealedAgain(context, { hash, oid }));
  const cost = costOf(noSpend, startedAt);
  if (judgment.kind === 'accept')
    return redOutcome(context, {
      ...judgment.product,
      facts: { 'red commit': oid, ...judgment.product.facts },
      spec,
      cost,
      approvedBy: trailers.approvedBy ?? 'unknown',
      ...(heldOut && { heldOut }),
    });
  const text = `The committed tests are not red for the right reason:\n\n${judgment.findings.map(({ message }) => `- ${message}`).join('\n')}`;
  return stopped('red', { reason: 'red-refused', summary: 'the tests prove nothing', text, cost });
}

/** The held-out tests of a red commit whose check was not written, because the process died between the two. */
async function sealedAgain(
  context: StageContext,
  red: { hash: string; oid: string },
): Promise<SealedTests | undefined> {
  const text = await sealedText(context, red);
  return text === undefined ? undefined : { hash: red.hash, text };
}

interface Written extends Proof {
  heldOut?: HeldOutProof;
}

/** Tests that the implementer sees and those that it does not, each proven red. */
async function judgeBoth(attempt: Attempt, { files, heldOut }: TestsReply): Promise<Judgment<Written>> {
  const visible = await judgeTests({ ...attempt, files });
  if (visible.kind === 'refuse' || heldOut.length === 0 || !attempt.context.settings.heldOut) return visible;
  const hidden = await judgeHeldOut({ ...attempt, files }, heldOut);
  return hidden.kind === 'refuse'
    ? hidden
    : { kind: 'accept', product: { ...visible.product, heldOut: hidden.product } };
}

async function write(attempt: Attempt, startedAt: number): Promise<Outcome> {
  const { context, spec } = attempt;
  const inputs = await redInputs(attempt);
  const conclusion = await converse<TestsReply, Written>({
    model: context.model,
    name: 'tests',
    schema: TestsReply,
    say: problems => context.prompts.render('tests', { ...inputs, problems }),
    judge: reply => judgeBoth(attempt, reply),
    tries,
    signal: context.signal,
  });
  const cost = costOf(conclusion.spend, startedAt);
  if (conclusion.kind === 'accepted')
    return redOutcome(context, { ...conclusion.product, spec, cost, approvedBy: undefined });
  return stopped('red', {
    ...givenUpStop('tests', conclusion),
    summary: 'no tests that are red for the right reason',
    cost,
  });
}

export type RedCost = ReturnType<typeof costOf>;
