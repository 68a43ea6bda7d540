const deepest = 20;

/**
 * Markdown with quotes and lists nested at most twenty deep on one line. A parser's work grows with the square of the
 * depth: sixty thousand `>` in one comment would hold a process for a quarter of a minute. No honest text comes close.
 */
export function boundedMarkdown(markdown: string): string {
  return markdown.replace(/^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/gm, marks =>
    marks.length > deepest ? (marks.match(/[ \t]*(?:\d+[.)]|[>*+-])/g) ?? []).slice(0, deepest).join('') : marks,
  );
}
