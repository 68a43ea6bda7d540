import type { Tree } from '../../ports/repositories.ts';
import type { StageContext } from '../context.ts';
import { committedTests } from '../frozen-tests.ts';

/** What the prompt `document` is told: what was built, and the documents that the repository governs. */
export async function documentInputs(context: StageContext, tree: Tree) {
  const { settings, spec, facts, clone } = context;
  const tests = await committedTests(context);
  const head = facts.branch?.oid ?? '';
  const diffs = await clone.diff(tests?.oid ?? head, head);
  const governed = await tree.readMany([...new Set(['README.md', ...settings.docs.governed])]);
  return {
    spec: spec?.text ?? '',
    diff: diffs
      .map(({ path, added }) => [`--- ${path}`, ...added.map(({ text }) => `+${text}`)].join('\n'))
      .join('\n\n'),
    documents: [...governed].map(([path, text]) => `<file path="${path}">\n${text}\n</file>`).join('\n\n'),
    governed: settings.docs.governed.join('\n'),
    changelog: settings.docs.changelog ?? '',
  };
}
