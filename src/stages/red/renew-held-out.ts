import { TestsReply } from '../../domain/edit.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { isTestPath } from '../../languages/roles.ts';
import type { Judgment } from '../../writer/converse.ts';
import { converse, costOf, givenUpStop } from '../../writer/converse.ts';
import type { StageContext } from '../context.ts';
import type { ApprovedTests } from '../frozen-tests.ts';
import { scopeOf } from '../scope.ts';
import { stopped } from '../stopped.ts';
import { runSuite } from '../suite.ts';
import type { Proof } from './gate.ts';
import { proveTests } from './gate.ts';
import { type HeldOutProof, judgeHeldOut } from './held-out-gate.ts';
import { redInputs } from './inputs.ts';
import { redOutcome } from './words.ts';

/** Tries that the model has at held-out tests. */
const tries = 3;

interface Renewed extends Proof {
  heldOut?: HeldOutProof;
}

/** Writes held-out tests anew beside the committed ones, in the place of some that nobody can read any more. */
export async function renewHeldOut(context: StageContext, tests: ApprovedTests): Promise<Outcome> {
  const startedAt = Date.now();
  const { before: tree, outdated, files } = tests;
  const spec = context.plan;
  const base = await runSuite({ ...context, tree, overlay: outdated });
  const attempt = { context, spec, tree, base, outdated, files };
  const inputs = await redInputs(attempt);
  const conclusion = await converse<TestsReply, Renewed>({
    model: context.model,
    name: 'tests',
    schema: TestsReply,
    say: problems => context.prompts.render('tests', { ...inputs, problems }),
    judge: async ({ heldOut }): Promise<Judgment<Renewed>> => {
      const visible = await proveTests(attempt);
      if (visible.kind === 'refuse' || heldOut.length === 0) return visible;
      const hidden = await judgeHeldOut(attempt, heldOut);
      if (hidden.kind === 'refuse') return hidden;
      return { kind: 'accept', product: { ...visible.product, heldOut: hidden.product } };
    },
    tries,
    signal: context.signal,
  });
  const cost = costOf(conclusion.spend, startedAt);
  if (conclusion.kind === 'given-up') {
    const stop = givenUpStop('held-out tests', conclusion);
    return stopped('red', { ...stop, reason: 'held-out-lost', summary: 'no held-out tests', cost });
  }
  return renewed(context, tests, { ...conclusion.product, cost });
}

function renewed(
  context: StageContext,
  { trailers }: ApprovedTests,
  proven: Renewed & { cost: ReturnType<typeof costOf> },
): Outcome {
  const { plan, spec, settings } = context;
  const approvedBy = trailers.approvedBy ?? 'unknown';
  return {
    ...redOutcome(context, { ...proven, spec: plan, approvedBy }),
    commit: {
      headline: `test(${scopeOf(plan, path => isTestPath(path, settings))}): hold other tests out`,
      body: 'The held-out tests before these cannot be read any more.',
      changes: [],
      spec: spec?.hash ?? '',
      approvedBy,
      ...(proven.heldOut && { heldOut: proven.heldOut.hash }),
    },
    voids: ['green', 'verify'],
  };
}
