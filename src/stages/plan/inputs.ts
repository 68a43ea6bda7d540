import type { Outcome } from '../../domain/outcome.ts';
import type { Tree } from '../../ports/repositories.ts';
import { fileBlocks } from '../../writer/file-blocks.ts';
import { type Survey, survey } from '../../writer/survey.ts';
import { outlineText } from '../../writer/symbol-map.ts';
import { visibleText } from '../../writer/visible-text.ts';
import type { StageContext } from '../context.ts';
import { coveredFiles } from '../covered-files.ts';
import { isIssueEdited } from '../edited-issue.ts';
import { stopped } from '../stopped.ts';
import { testText } from './test-text.ts';

/** Tokens of the repository's own text that one prompt may hold. */
const budgetTokens = 24_000;

/** What the analysis and the plan are both told: the issue as people see it, and what the survey found. */
export type Material = Awaited<ReturnType<typeof gatherMaterial>>['material'];

/** What people said, as it is seen on GitHub. */
export interface Words {
  title: string;
  body: string;
  answers: string;
  /** What has to change in the plan so far. */
  feedback: string;
  /** Pieces of the issue that nobody sees and that were left out. */
  removed: number;
}

/** The words of people that the writer goes by: the issue, answers to questions, what a plan shall be changed in. */
export function wordsOfPeople({ facts, talk, revisions }: StageContext): Words {
  const [title, body] = [visibleText(facts.issue.title), visibleText(facts.issue.body)];
  return {
    title: title.text,
    body: body.text,
    answers: talk.map(comment => visibleText(comment.body).text).join('\n\n'),
    feedback: revisions.map(comment => visibleText(comment.body).text).join('\n\n'),
    removed: title.removed + body.removed,
  };
}

/** Characters that people may write for one plan. More is refused whole: what is cut away, nobody has approved. */
const longest = 40_000;

/** What is said to more words than are read; nothing when there is room. */
export function tooLong({ title, body, answers, feedback }: Words): Outcome | undefined {
  const length = title.length + body.length + answers.length + feedback.length;
  if (length <= longest) return undefined;
  const text = `The issue and what was said to it have ${length.toLocaleString('en')} characters; ${longest.toLocaleString('en')} are read at most. Nothing was cut and nothing was planned. Shorten the issue, or move what is long into a file of the repository and name it.`;
  return stopped('plan', { reason: 'too-long', summary: 'too much to read', text });
}

/** Surveys the repository, once for all that is asked about the issue. */
export async function gatherMaterial(context: StageContext, tree: Tree, { title, body, answers }: Words) {
  const { settings } = context;
  const found = await survey({ tree, settings, query: `${title}\n${body}`, budgetTokens });
  const covered = await coveredFiles({ ...context, tree, overlay: [] });
  const material = {
    title,
    body,
    answers,
    documents: fileBlocks(found.documents.map(({ path, text }) => [path, text])),
    files: fileBlocks(found.files.map(({ path, text }) => [path, text])),
    symbols: symbolText(found),
    tests: testText(found, covered),
    paths: found.paths.join('\n'),
    testCommand: settings.tests.command,
  };
  return { material, found };
}

/** The repository's architecture document; nothing where there is none. */
export async function architectureOf(tree: Tree): Promise<string | undefined> {
  const entries = await tree.list();
  const path = entries.find(entry => /^(docs\/)?architecture\.(md|rst|txt)$/i.test(entry.path))?.path;
  return path === undefined ? undefined : tree.read(path);
}

const edited =
  'The issue has changed since the plan so far was written. Where the two disagree, the issue counts as it reads now.';

/** What has to change, with the plan that it has to change in. */
export function feedbackOn(context: StageContext, { feedback }: Words): string {
  const { spec } = context;
  if (!spec || !feedback) return feedback;
  const said = isIssueEdited(context) ? `${edited}\n\n${feedback}` : feedback;
  return `${said}\n\nThe plan so far:\n\n${spec.text}`;
}

/** Characters that a token has at least, in code. */
const charactersPerToken = 3;

/** What the files declare whose text does not stand there whole, the best first, as many as an eighth of the budget holds. */
function symbolText({ outlines }: Survey): string {
  const texts: string[] = [];
  let left = (budgetTokens / 8) * charactersPerToken;
  for (const outline of outlines.filter(({ isShown }) => !isShown)) {
    const text = outlineText(outline);
    left -= text.length;
    if (left < 0) break;
    texts.push(text);
  }
  return texts.join('\n');
}
