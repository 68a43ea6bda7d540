import { fullName, type Repository } from '../entities.ts';
import { findIssue } from '../lookup.ts';
import { type Html, html, trusted } from './html.ts';

const closed = /^<\/(?:a|code|pre)>$/;
const opened = /^<(?:a|code|pre)\b/;

/** Makes `#7` a link where there is such an issue: in text, not in code and not in a link. */
export function withReferences({ markup }: Html, repository: Repository): Html {
  let depth = 0;
  const parts = markup.split(/(<[^>]*>)/).map(part => {
    if (opened.test(part)) depth += 1;
    if (closed.test(part)) depth -= 1;
    return depth > 0 || part.startsWith('<') ? part : linked(part, repository);
  });
  return trusted(parts.join(''));
}

function linked(text: string, repository: Repository): string {
  return text.replace(/(?<![\w&])#(\d+)\b/g, (reference, number) => {
    const issue = findIssue(repository, Number(number));
    if (!issue) return reference;
    return html`<a href="/${fullName(repository)}/issues/${number}" title="${issue.title}">${reference}</a>`.markup;
  });
}
