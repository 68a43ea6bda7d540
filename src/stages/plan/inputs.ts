import type { Tree } from '../../ports/repositories.ts';
import { survey } from '../../writer/survey.ts';
import { visibleText } from '../../writer/visible-text.ts';
import type { StageContext } from '../context.ts';

/** Tokens of the repository's own text that one prompt may hold. */
const budgetTokens = 24_000;

/** What the prompt `plan` is told: the issue as people see it, and what the survey found. */
export async function planInputs({ facts, settings, spec, trigger, talk }: StageContext, tree: Tree) {
  const body = visibleText(facts.issue.body).text;
  const found = await survey({ tree, settings, query: `${facts.issue.title}\n${body}`, budgetTokens });
  const feedback = trigger ? visibleText(trigger.body).text : '';
  return {
    title: visibleText(facts.issue.title).text,
    body,
    answers: talk.map(comment => visibleText(comment.body).text).join('\n\n'),
    feedback: spec && feedback ? `${feedback}\n\nThe plan so far:\n\n${spec.text}` : feedback,
    documents: textOfFiles(found.documents),
    files: textOfFiles(found.files),
    paths: found.paths.join('\n'),
    testCommand: settings.tests.command,
  };
}

/** Files as labelled blocks of a prompt. */
function textOfFiles(files: readonly { path: string; text: string }[]): string {
  return files.map(({ path, text }) => `<file path="${path}">\n${text}\n</file>`).join('\n\n');
}
