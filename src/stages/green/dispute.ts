import type { Dispute } from '../../domain/edit.ts';
import { fenced } from '../../domain/fenced.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import type { Criterion } from '../../domain/spec.ts';
import type { StageRow } from '../../domain/status.ts';
import { isResultOf, testsInSource } from '../../referee/tests-in-source.ts';
import type { Judgment } from '../../writer/converse.ts';
import type { StageContext } from '../context.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import { stopped } from '../stopped.ts';

/** Two texts of which only a person can say which is right. */
export interface Disputed {
  dispute: Dispute;
  /** Id of the test, as its runner spells it. */
  test: string;
  source: string;
  criterion: Criterion;
}

interface Case {
  context: StageContext;
  tests: CommittedTests;
  proof: RedProof;
  /** Tests whose dispute a person has answered. */
  answered: ReadonlySet<string>;
}

/** A dispute is put to a person when it names a frozen test and a criterion that are there, and only once. */
export async function judgeDispute(
  { context, tests, proof, answered }: Case,
  dispute: Dispute,
): Promise<Judgment<Disputed>> {
  const found = proof.tests.find(({ id, name }) => [id, name].includes(dispute.test));
  const criterion = context.plan.criteria.find(({ id }) => id === dispute.criterion);
  if (!found) return refuse(`\`${dispute.test}\` is none of the frozen tests.`, 'Name one of them, or write the code.');
  if (!criterion) return refuse(`The plan has no criterion \`${dispute.criterion}\`.`, 'Name one, or write the code.');
  if (answered.has(found.id))
    return refuse(`\`${found.id}\` was disputed before. A person has answered that.`, 'Follow the answer.');
  const sources = await Promise.all(tests.files.map(({ path, content }) => testsInSource(path, content ?? '')));
  const source = sources.flat().find(each => each.file === found.file && isResultOf(each, found.id))?.text ?? '';
  return { kind: 'accept', product: { dispute, test: found.id, source, criterion } };
}

function refuse(message: string, remedy: string): { kind: 'refuse'; findings: Finding[] } {
  return { kind: 'refuse', findings: [{ rule: 'dispute', message, remedy }] };
}

const placeOf = (id: string): string => `Test \`${id}\``;

/** The run pauses: what the plan says, what the test says, and what a person can do. */
export function disputed({ dispute, test, source, criterion }: Disputed, cost: Partial<StageRow>): Outcome {
  const text = [
    'No code was written, since one of these rules out the other:',
    `Criterion ${criterion.id}: ${criterion.text}`,
    `${placeOf(test)}:\n\n${fenced(source, '', '~')}`,
    `What was said against it: ${dispute.why}`,
    'If the test is wrong, push it as it should be and reply `/amend` with the test and the reason. If the plan is wrong, reply `/revise` and what it should say. If both are right, say in a comment how they go together: the code is then written with that in mind.',
  ].join('\n\n');
  const summary = `\`${test}\` contradicts ${criterion.id}`;
  return {
    ...stopped('green', { reason: 'dispute', summary, text, cost }),
    headline: 'The plan and a test contradict each other',
  };
}
