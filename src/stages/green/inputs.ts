import type { Tree } from '../../ports/repositories.ts';
import { survey } from '../../writer/survey.ts';
import { visibleText } from '../../writer/visible-text.ts';
import type { StageContext } from '../context.ts';
import type { CommittedTests } from '../frozen-tests.ts';

const budgetTokens = 24_000;

/** What the prompt `implement` is told: the approved plan, the frozen tests and the code around them. */
export async function greenInputs({
  context,
  tests,
  tree,
}: {
  context: StageContext;
  tests: CommittedTests;
  tree: Tree;
}) {
  const spec = context.plan;
  const found = await survey({
    tree,
    settings: context.settings,
    query: `${spec.title} ${spec.objective}`,
    budgetTokens,
  });
  const named = await tree.readMany(spec.relevantFiles.map(({ path }) => path));
  const files = new Map([...named, ...found.files.map(({ path, text }) => [path, text] as const)]);
  for (const { path } of tests.files) files.delete(path);
  return {
    spec: context.spec?.text ?? '',
    tests: blocks(tests.files.map(({ path, content }) => [path, content ?? ''] as const)),
    files: blocks(files),
    documents: blocks(found.documents.map(({ path, text }) => [path, text] as const)),
    testCommand: context.settings.tests.command,
    answers: context.talk.map(comment => visibleText(comment.body).text).join('\n\n'),
  };
}

function blocks(files: Iterable<readonly [string, string]>): string {
  return [...files].map(([path, text]) => `<file path="${path}">\n${text}\n</file>`).join('\n\n');
}
