import { AnalysisReply } from '../../domain/analysis-reply.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { Spend } from '../../domain/stage.ts';
import type { Tree } from '../../ports/repositories.ts';
import { converse, costOf, givenUpStop } from '../../writer/converse.ts';
import type { StageContext } from '../context.ts';
import { stopped } from '../stopped.ts';
import { endsEarly, judgeAnalysis } from './analysis-gate.ts';
import { declined } from './analysis-words.ts';
import type { Material } from './inputs.ts';
import { questionsAsked } from './words.ts';

/** Tries that the model has at an analysis. */
const tries = 3;

export type Analysed = { kind: 'analysed'; reply: AnalysisReply; spend: Spend } | { kind: 'stop'; outcome: Outcome };

/** A person with write access said `/retry` to an issue that was declined, now or before. */
const isInsisted = ({ isRetry, status }: StageContext): boolean =>
  status.insists === true || (isRetry && status.stop?.reason === 'declined');

/**
 * Studies the issue before a plan is paid for. It stops what is no feature, what cannot be built test first, and what no
 * plan could be right about before people have answered.
 */
export async function analyse(
  context: StageContext,
  { tree, material, architecture }: { tree: Tree; material: Material; architecture: string | undefined },
): Promise<Analysed> {
  const startedAt = Date.now();
  const insists = isInsisted(context);
  const insistence = insists ? 'A person with write access decided that this is to be built test first.' : '';
  const paths = new Set((await tree.list()).map(({ path }) => path));
  const said = [material.title, material.body, material.answers].join('\n');
  const conclusion = await converse<AnalysisReply, AnalysisReply>({
    model: context.model,
    name: 'analysis',
    schema: AnalysisReply,
    say: problems => context.prompts.render('analysis', { ...material, insistence, problems }),
    judge: async reply => {
      const findings = judgeAnalysis(reply, { said, paths, architecture, insists });
      return findings.length > 0 ? { kind: 'refuse', findings } : { kind: 'accept', product: reply };
    },
    tries,
    signal: context.signal,
  });
  const cost = costOf(conclusion.spend, startedAt);
  if (conclusion.kind === 'given-up') {
    const stop = { ...givenUpStop('analysis', conclusion), summary: 'no usable analysis', cost };
    return { kind: 'stop', outcome: stopped('plan', stop) };
  }
  const { product: reply, spend } = conclusion;
  if (!endsEarly(reply)) return { kind: 'analysed', reply, spend };
  const isDeclined = reply.kind !== 'feature' || !reply.solvable;
  const { otherWork } = context.settings;
  return {
    kind: 'stop',
    outcome: isDeclined ? declined(reply, { otherWork, cost }) : questionsAsked(reply.blockers, cost),
  };
}
