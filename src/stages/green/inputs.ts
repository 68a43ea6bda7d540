import type { Tree } from '../../ports/repositories.ts';
import { fileBlocks } from '../../writer/file-blocks.ts';
import { survey } from '../../writer/survey.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import type { Task } from './task.ts';

const budgetTokens = 24_000;

/** Longest file that stands whole in the task; a longer one is there to be read. */
const longest = 60_000;

/**
 * What the prompt `implement` is told: the approved plan, the frozen tests and the code around them; and which files it
 * shows whole.
 */
export async function greenInputs({ context, tests, tree, answers }: Task & { answers: string }) {
  const { plan, settings, spec } = context;
  const query = `${plan.title} ${plan.objective}`;
  const found = await survey({ tree, settings, query, budgetTokens });
  const named = await tree.readMany(plan.relevantFiles.map(({ path }) => path));
  const files = new Map([
    ...found.files.map(({ path, text }) => [path, text] as const),
    ...[...named].filter(([, text]) => text.length <= longest),
  ]);
  for (const { path } of tests.files) files.delete(path);
  const whole = await wholeOnes(tree, files);
  const documents = new Map(found.documents.map(({ path, text }) => [path, text]));
  const inputs = {
    spec: spec?.text ?? '',
    tests: fileBlocks(testsOf(tests)),
    files: fileBlocks(files, whole),
    documents: fileBlocks(documents),
    testCommand: settings.tests.command,
    answers,
  };
  return { inputs, shown: [...whole, ...testsOf(tests).keys()] };
}

const testsOf = ({ files }: CommittedTests): Map<string, string> =>
  new Map(files.map(({ path, content }) => [path, content ?? '']));

async function wholeOnes(tree: Tree, files: ReadonlyMap<string, string>): Promise<Set<string>> {
  const texts = await tree.readMany([...files.keys()]);
  return new Set([...files.keys()].filter(path => texts.get(path) === files.get(path)));
}
