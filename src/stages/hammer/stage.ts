import type { Outcome } from '../../domain/outcome.ts';
import type { Stage } from '../context.ts';
import { committedTests } from '../frozen-tests.ts';
import { type Load, putUnderLoad } from '../load.ts';
import { stopped } from '../stopped.ts';
import { unexpectedIn } from '../unexpected.ts';

/** Runs the configured load command on the refactored code: a crash, a time-out or a lost item stops the run. */
export const hammer: Stage = async context => {
  const startedAt = Date.now();
  const { facts, clone } = context;
  const tests = await committedTests(context);
  if (!tests || !facts.branch) throw new Error('hammer runs on a branch that is green');
  const tree = await clone.treeAt(facts.branch.oid);
  const load = await putUnderLoad({ ...context, tree, overlay: [] }, tests.before);
  if (!load) throw new Error('hammer runs where a command is configured');
  const cost = { seconds: (Date.now() - startedAt) / 1000 };
  const failed = load.rows.filter(({ result }) => result === 'fail');
  if (failed.length === 0) return held(load, { ...cost, head: facts.branch.oid });
  const said = failed.map(({ item, evidence }) => `- ${item}: ${evidence}`).join('\n');
  const text = `The code does not hold under load:\n\n${said}\n\nWhat it said at the end:\n\n${quoted(load)}\n\nMend the code on the branch, or reply \`/retry\`.`;
  return stopped('hammer', { reason: 'hammer-failed', summary: summaryOf(load), text, cost });
};

function held(load: Load, row: { seconds: number; head: string }): Outcome {
  return {
    stage: 'hammer',
    row: { ...row, state: 'done', summary: summaryOf(load), ...unexpectedIn(load.rows) },
    headline: 'The code holds under load',
    next: '',
  };
}

const summaryOf = ({ rows }: Load): string =>
  rows
    .filter(({ result }) => result !== 'not-applicable')
    .map(({ item, evidence }) => `${item.replace(/^load: /, '')}: ${evidence}`)
    .join('; ');

/** Text in a block of code that it cannot close. */
const quoted = ({ runs }: Load): string =>
  (runs[0]?.output ?? '')
    .slice(-3000)
    .split('\n')
    .map(line => `    ${line}`)
    .join('\n');
