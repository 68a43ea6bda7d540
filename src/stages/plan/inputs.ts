import type { Tree } from '../../ports/repositories.ts';
import { survey } from '../../writer/survey.ts';
import { visibleText } from '../../writer/visible-text.ts';
import type { StageContext } from '../context.ts';

/** Tokens of the repository's own text that one prompt may hold. */
const budgetTokens = 24_000;

/** What the analysis and the plan are both told: the issue as people see it, and what the survey found. */
export type Material = Awaited<ReturnType<typeof gatherMaterial>>;

/** Reads the issue and surveys the repository, once for all that is asked about them. */
export async function gatherMaterial({ facts, settings, talk }: StageContext, tree: Tree) {
  const title = visibleText(facts.issue.title).text;
  const body = visibleText(facts.issue.body).text;
  const found = await survey({ tree, settings, query: `${title}\n${body}`, budgetTokens });
  return {
    title,
    body,
    answers: talk.map(comment => visibleText(comment.body).text).join('\n\n'),
    documents: textOfFiles(found.documents),
    files: textOfFiles(found.files),
    symbols: '',
    tests: '',
    paths: found.paths.join('\n'),
    testCommand: settings.tests.command,
  };
}

/** The repository's architecture document; nothing where there is none. */
export async function architectureOf(tree: Tree): Promise<string | undefined> {
  const entries = await tree.list();
  const path = entries.find(entry => /^(docs\/)?architecture\.(md|rst|txt)$/i.test(entry.path))?.path;
  return path === undefined ? undefined : tree.read(path);
}

/** What has to change in the plan so far, in the words of the person who wants it. */
export function feedbackOf({ spec, trigger }: StageContext): string {
  const feedback = trigger ? visibleText(trigger.body).text : '';
  return spec && feedback ? `${feedback}\n\nThe plan so far:\n\n${spec.text}` : feedback;
}

/** Files as labelled blocks of a prompt. */
function textOfFiles(files: readonly { path: string; text: string }[]): string {
  return files.map(({ path, text }) => `<file path="${path}">\n${text}\n</file>`).join('\n\n');
}
