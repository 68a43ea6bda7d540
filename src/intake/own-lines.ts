import type { Node, Paragraph, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';

/** A line that its author wrote as plain text. `end` is where it ends in the comment. */
export interface OwnLine {
  text: string;
  end: number;
}

/** Anybody may comment, so what a comment may cost is bounded: no further than this, and no deeper than that. */
const reach = 10_000;
const nestedDeep = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])){20}/m;

const markdown = unified().use(remarkParse).use(remarkGfm).use(withoutEmphasis).freeze();

/** Emphasis changes no line's standing, and telling it apart takes micromark half a minute for a hostile comment. */
function withoutEmphasis(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: ['attention'] } }];
}

/** The line of a signature (RFC 3676, section 4.3), or what mail programs put above the mail that is answered. */
const trailerLine = /^(-- ?|On .{1,200} wrote:|-{2,} ?Original Message ?-{2,}|_{10,}|Sent from my .{1,100})$/i;

/** The text above an e-mail trailer. */
export function withoutTrailer(text: string): string {
  const lines = text.split(/\r?\n/);
  const trailer = lines.findIndex(line => trailerLine.test(line));
  return lines.slice(0, trailer < 0 ? undefined : trailer).join('\n');
}

/**
 * Lines of the paragraphs at the top level of a comment, as GitHub's Markdown sees them, up to an e-mail trailer. None
 * of a comment that nests twenty deep, and none beyond its first 10,000 characters.
 */
export function* ownLines(comment: string): Generator<OwnLine> {
  const body = comment.length > reach ? comment.slice(0, comment.lastIndexOf('\n', reach) + 1) : comment;
  if (nestedDeep.test(body)) return;
  const root: Root = markdown.parse(body);
  for (const block of root.children) {
    if (block.type === 'paragraph') {
      for (const line of linesOf(block, body)) {
        if (trailerLine.test(line.text)) return;
        if (line.isText) yield line;
      }
    }
    if (isSignature(block, body) || opensComment(block)) return;
  }
}

function linesOf(paragraph: Paragraph, body: string): (OwnLine & { isText: boolean })[] {
  const { start, end } = offsetsOf(paragraph);
  const texts = paragraph.children.filter(child => child.type === 'text');
  const opening = texts.find(text => text.value.includes('<!--'));
  const opened = opening ? body.indexOf('<!--', offsetsOf(opening).start) : end;
  const isText = (at: number) =>
    at < opened && texts.some(text => offsetsOf(text).start <= at && at < offsetsOf(text).end);
  return [...body.slice(start, end).matchAll(/[^\r\n]+/g)].map(({ 0: line, index }) => {
    const text = line.trimStart();
    const until = start + index + line.length;
    return { text, end: until, isText: isText(until - text.length) };
  });
}

/** Text directly above `--` is a heading to Markdown; to whoever signs so it is not. */
function isSignature(block: RootContent, body: string): boolean {
  const { start, end } = offsetsOf(block);
  return block.type === 'heading' && /\n-- ?$/.test(body.slice(start, end));
}

/** An HTML comment that is never closed hides nothing on GitHub; what follows it is left alone all the same. */
function opensComment(block: RootContent): boolean {
  return (
    block.type === 'paragraph' && block.children.some(child => child.type === 'text' && child.value.includes('<!--'))
  );
}

function offsetsOf({ position }: Node): { start: number; end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}
