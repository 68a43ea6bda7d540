import { withoutInvisible } from '../../domain/invisible.ts';

/**
 * One line of prose as Markdown that stays inside its block, whatever the text holds. Code spans are kept; everything
 * that could open a heading, list, fence, HTML, link or image is escaped (CommonMark 0.31, section 2.4).
 */
export function inlineMarkdown(text: string): string {
  return oneLine(text)
    .replace(codeSpanOrMark, (match, code: string | undefined) => code ?? `\\${match}`)
    .replace(blockStart, '$1\\$2');
}

/** Prose of several paragraphs and bullets, each made safe by {@link inlineMarkdown}. */
export function blockMarkdown(text: string): string {
  return text
    .split(/\n\s*\n|\n(?=\s*[-*+]\s)/)
    .map(block => {
      const bullet = /^\s*[-*+]\s+(.*)$/s.exec(block);
      return bullet ? `- ${inlineMarkdown(bullet[1] ?? '')}` : inlineMarkdown(block);
    })
    .filter(block => block !== '')
    .join('\n\n');
}

/** A code span that holds the text to the letter, however many backticks are in it (CommonMark 0.31, section 6.1). */
export function codeSpanOf(text: string): string {
  const code = oneLine(text);
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${code}${padding}${fence}`;
}

/** A code span, which stays as it is, or a character that means something outside of one. */
const codeSpanOrMark = /(?<code>(?<!`)(?<run>`+)(?!`).*?(?<!`)\k<run>(?!`))|[\\`<[]|&(?=#|\w+;)/g;

/** What opens a block at the start of a line: heading, quote, list item, thematic break, fence. */
const blockStart = /^(\d{0,9})([#>]|[-+*](?=\s|$)|[-*_](?=[-*_\s]{2,}$)|~(?=~~)|(?<=\d)[.)](?=\s|$))/;

function oneLine(text: string): string {
  return withoutInvisible(text).text.replace(/\s+/g, ' ').trim();
}
