import type { FileChange } from '../../domain/file-change.ts';
import type { Tree } from '../../ports/repositories.ts';
import { askedRules, type DocumentedChange } from '../../referee/documents.ts';
import { fileBlocks } from '../../writer/file-blocks.ts';
import type { StageContext } from '../context.ts';
import { documentedChange, logOf } from '../documented-change.ts';
import { committedTests } from '../frozen-tests.ts';

/** What the prompt `document` is told: what was built, the documents that are governed, and the rules that apply. */
export async function documentInputs(context: StageContext, tree: Tree) {
  const { settings, spec, facts, clone } = context;
  const { governed, rules } = settings.docs;
  const tests = await committedTests(context);
  const head = facts.branch?.oid ?? '';
  const diffs = await clone.diff(tests?.oid ?? head, head);
  const documents = [...new Set([...governed, ...rules.flatMap(rule => rule.documents)])];
  const texts = await tree.readMany([...new Set(['README.md', ...documents])]);
  const asked = askedRules(await changeSoFar(context, tree, []));
  return {
    spec: spec?.text ?? '',
    diff: diffs
      .map(({ path, added }) => [`--- ${path}`, ...added.map(({ text }) => `+${text}`)].join('\n'))
      .join('\n\n'),
    documents: fileBlocks(texts),
    governed: documents.join('\n'),
    rules: asked.map(({ why, documents: paths }) => `- ${why}: ${paths.join(' or ')}`).join('\n'),
  };
}

/** Everything that was changed since before the tests, as the rules for documents look at it. */
export async function changeSoFar(
  context: StageContext,
  tree: Tree,
  changes: readonly FileChange[],
): Promise<DocumentedChange> {
  const { settings, plan, clone } = context;
  const tests = await committedTests(context);
  const diffs = await clone.diff(tests?.before.oid ?? tree.oid, tree.oid);
  const existing = (await tree.list()).map(({ path }) => path);
  const changed = [...diffs, ...changes].map(({ path }) => path);
  const log = await logOf(settings, tree);
  return documentedChange(settings, { changed: [...new Set(changed)], existing, plan, log });
}
