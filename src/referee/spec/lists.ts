import type { ListItem, PhrasingContent, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { lineOf } from './outline.ts';

/** One bullet as the plan format uses it: a code span or a word in front, the words after it, the line it stands on. */
export interface Bullet {
  line: number;
  /** Content of the code span that the bullet begins with. */
  code: string | undefined;
  /** The whole bullet as text. */
  text: string;
  /** The text behind the leading code span and its dash or colon. */
  rest: string;
}

/** The bullets of the lists among these nodes, nested ones not counted apart. */
export function bulletsOf(nodes: readonly RootContent[]): Bullet[] {
  return nodes.flatMap(node => (node.type === 'list' ? node.children.map(bulletOf) : []));
}

function bulletOf(item: ListItem): Bullet {
  const text = flat(item.children.map(child => textOf(child)).join(' '));
  const first = item.children[0];
  const lead = first?.type === 'paragraph' ? leadingCode(first.children) : undefined;
  return { line: lineOf(item), code: lead, text, rest: withoutSeparator(lead ? text.slice(flat(lead).length) : text) };
}

/** The code span at the start of a bullet, also inside emphasis or as the text of a link. */
function leadingCode(children: readonly PhrasingContent[]): string | undefined {
  const first = children[0];
  if (!first) return undefined;
  if (first.type === 'inlineCode') return first.value;
  return 'children' in first ? leadingCode(first.children) : undefined;
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Text without the dash, colon or bracket that sets it off from what stands before. */
export function withoutSeparator(text: string): string {
  return text.replace(/^[\s:.)\u2012-\u2015-]+/, '');
}
