import { z } from 'zod';
import { Dispute } from '../../domain/edit.ts';
import { findingLine } from '../../domain/finding.ts';
import { judgeGreen } from '../../referee/prove-green.ts';
import type { Draft } from '../../writer/loop/draft.ts';
import { type Offer, offer, orNull, type Result, refused } from '../../writer/loop/offer.ts';
import { namesTool } from '../../writer/plain-words.ts';
import { leftOfStep } from '../step-gate.ts';
import { runSuite } from '../suite.ts';
import { type Disputed, judgeDispute } from './dispute.ts';
import type { People, Questions } from './people.ts';
import type { Task } from './task.ts';
import type { Implementation } from './words.ts';

interface Given {
  draft: Draft;
  people: People;
}

/** Asking people what the plan leaves open and nobody else can know. The run pauses until somebody answers. */
export function askPerson({ people }: Given): Offer<Questions> {
  const schema = z.object({ question: z.string().min(10).describe('One question, with what hangs on the answer.') });
  const description =
    'Asks the people behind the plan. The work pauses until they answer: only for what plan, tests and code leave open and a wrong guess would spoil.';
  return offer({ name: 'ask_person', description, schema }, ({ question }) => {
    return jargonIn([question]) ?? people.ask(question.replaceAll(/\s+/g, ' ').trim());
  });
}

/** Saying that a frozen test demands what a criterion rules out. */
export function disputeTest(task: Task, { people }: Given): Offer<Disputed> {
  const description =
    'Says that a frozen test demands what a criterion of the plan rules out, so that no code can do both. The work pauses, and a person decides. A test that is hard to satisfy is no such case.';
  const answered = new Set<string>();
  return offer({ name: 'dispute_test', description, schema: Dispute }, async (dispute): Promise<Result<Disputed>> => {
    const leak = jargonIn([dispute.why]);
    if (leak) return leak;
    const judged = await judgeDispute({ ...task, answered }, dispute);
    if (judged.kind === 'accept') {
      const said = people.unheard();
      if (!said) return { kind: 'over', product: judged.product };
      answered.add(judged.product.test);
      return { kind: 'told', text: said, note: 'people answered to a dispute' };
    }
    const { findings } = judged;
    const log = findings.map(findingLine).join('\n');
    return { kind: 'rejected', findings, failing: { log, paths: [], work: '', isFinal: true } };
  });
}

/** Handing the work in. It is taken when the whole suite is green on exactly this draft. */
export function finishWork({ context, tree, proof }: Task, { draft, people }: Given): Offer<Implementation> {
  const schema = z.object({
    summary: z
      .array(z.string().min(1))
      .describe('One plain line for each component that was added or changed, for the commit message.'),
    unexpected: orNull(z.string().min(1)).describe(
      'What turned out other than the plan or the code let expect, and what you did about it, for people. Null if nothing did.',
    ),
  });
  const description = 'Hands the work in. All tests are run on it; it is taken when every one passes.';
  return offer({ name: 'finish_work', description, schema }, async (given, turn): Promise<Result<Implementation>> => {
    const leak = jargonIn([...given.summary, given.unexpected ?? '']);
    if (leak) return leak;
    const changes = [...draft.changes()];
    const failing = { paths: changes.map(({ path }) => path), work: JSON.stringify(changes), isFinal: true };
    const reject = (findings: typeof turn.refused): Result<Implementation> => ({
      kind: 'rejected',
      findings,
      failing: { ...failing, log: findings.map(findingLine).join('\n') },
    });
    if (turn.refused.length > 0) return reject(turn.refused);
    const said = people.unheard();
    if (said)
      return { kind: 'told', text: `${said}\n\nHand the work in once it holds to that.`, note: 'people answered' };
    const report = await runSuite({ ...context, tree, overlay: changes });
    const verdict = judgeGreen({ proof, report });
    const left = await leftOfStep(context, { tree, overlay: changes });
    const wrong = [...(verdict.kind === 'refuse' ? verdict.findings : []), ...left];
    if (wrong.length > 0) return reject(wrong);
    return { kind: 'over', product: { changes, ...given, report } };
  });
}

/** People read what is asked and handed in; how the work was done means nothing to them. */
function jargonIn(texts: readonly string[]): { kind: 'refused'; text: string } | undefined {
  return texts.some(namesTool)
    ? refused('People read this, and the names of your actions mean nothing to them. Say it without.')
    : undefined;
}
