import type { Spec } from '../../domain/spec.ts';
import { isTestPath } from '../../languages/roles.ts';
import type { Tree } from '../../ports/repositories.ts';
import { fileBlocks } from '../../writer/file-blocks.ts';
import { survey } from '../../writer/survey.ts';
import type { StageContext } from '../context.ts';

const budgetTokens = 16_000;
/** Existing test files shown as examples of the repository's own style. */
const exampleCount = 3;

/** What the prompt `tests` is told: the approved plan, the code it touches, and tests in the repository's own style. */
export async function redInputs({ context, spec, tree }: { context: StageContext; spec: Spec; tree: Tree }) {
  const { settings } = context;
  const found = await survey({ tree, settings, query: `${spec.title} ${spec.objective}`, budgetTokens });
  const named = await tree.readMany(spec.relevantFiles.map(({ path }) => path));
  const entries = await tree.list();
  const tests = entries.map(({ path }) => path).filter(path => isTestPath(path, settings));
  const related = [...spec.relevantFiles.map(({ path }) => path).filter(path => tests.includes(path)), ...tests];
  const examples = await tree.readMany([...new Set(related)].slice(0, exampleCount));
  const files = new Map([...named, ...found.files.map(({ path, text }) => [path, text] as const)]);
  return {
    spec: context.spec?.text ?? '',
    criteria: spec.criteria.map(({ id, text }) => `${id}: ${text}`).join('\n'),
    testPaths: settings.tests.paths.join('\n'),
    testCommand: settings.tests.command,
    examples: fileBlocks(examples),
    files: fileBlocks(files),
    documents: fileBlocks(new Map(found.documents.map(({ path, text }) => [path, text]))),
  };
}
