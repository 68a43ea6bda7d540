import type { PullContent, PullDraft } from '../domain/outcome.ts';
import { fillTemplate, type TemplateAnswer } from './pull-template.ts';
import { cutToComment, neutral } from './safe-text.ts';

const begin = '<!-- redfirst:begin -->';
const end = '<!-- redfirst:end -->';

/**
 * The pull request's body: what is there already (or the repository's template, filled in) with our evidence in one
 * marked block at the end. What people wrote around the block stays.
 */
export function draftPull(
  content: PullContent,
  context: { issue: number; template: string | undefined; existing: string | undefined },
): PullDraft {
  const description = neutral(content.description);
  const source = context.existing === undefined ? context.template : withoutBlock(context.existing);
  const filled = source?.trim()
    ? fillTemplate(source, {
        answers: context.existing === undefined ? answersOf(content) : [],
        supported: content.supported,
        passed: content.passed,
      })
    : description;
  const sections = content.sections.map(({ title, body, isFolded }) =>
    isFolded
      ? `<details><summary>${title}</summary>\n\n${neutral(body)}\n\n</details>`
      : `### ${title}\n\n${neutral(body)}`,
  );
  const block = [begin, `Closes #${context.issue}`, ...sections, end].join('\n\n');
  return {
    title: neutral(content.title).slice(0, 200),
    isReady: content.isReady,
    body: `${cutToComment(filled.trimEnd(), block.length + 2)}\n\n${block}`,
  };
}

/** What a new pull request says below the headings of the template. */
function answersOf({ description, tested, notes }: PullContent): TemplateAnswer[] {
  return [
    {
      asks: /descri|summary|overview|\bwhat\b|(?<!type of )\bchanges?\b/i,
      text: neutral(description),
      isRequired: true,
    },
    { asks: /\btest(s|ed|ing)?\b|verif/i, text: neutral(tested), isRequired: false },
    { asks: /\bnotes?\b|reviewers?\b/i, text: neutral(notes), isRequired: false },
  ];
}

function withoutBlock(body: string): string {
  const from = body.indexOf(begin);
  const to = body.indexOf(end);
  if (from < 0 || to < from) return body;
  return `${body.slice(0, from)}${body.slice(to + end.length)}`.trimEnd();
}
