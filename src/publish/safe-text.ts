/** GitHub refuses longer comment bodies with 422 (REST API, "Create an issue comment"). */
const commentLimit = 65_536;

const notice = '\n\n_Cut here: GitHub takes at most 65,536 characters._';

/** Markdown that fits a comment beside `reserved` further characters, with a notice when it was cut. */
export function cutToComment(markdown: string, reserved = 0): string {
  const room = commentLimit - reserved;
  if (markdown.length <= room) return markdown;
  const cut = markdown.slice(0, room - notice.length - 20);
  const fences = cut.split('\n').filter(line => /^(```|~~~)/.test(line)).length;
  return `${cut}${fences % 2 === 1 ? '\n```' : ''}${notice}`;
}

/**
 * Text that a model or a stranger wrote, made harmless where we post it: nobody is mentioned, no other issue is closed
 * or linked, nothing is loaded from elsewhere, no HTML of theirs is left but a line break.
 */
export function neutral(text: string): string {
  return text
    .replace(/@(?=[\w-])/g, '@\u2060')
    .replace(/#(?=\d)/g, '#\u2060')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\((?:https?:)?\/\/[^)]*\)/g, '$1')
    .replace(/<(?!br>)(?=[a-z/!])/gi, '<\u2060')
    .replace(/\b(https?):\/\//gi, '$1:\u2060//');
}
