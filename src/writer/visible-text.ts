import type { Code, List, Nodes, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { boundedMarkdown } from '../domain/bounded-markdown.ts';
import { withoutInvisible } from '../domain/invisible.ts';

/** What of a text a reader on GitHub sees, and how many pieces that nobody sees were left out. */
export interface VisibleText {
  text: string;
  removed: number;
}

interface Projection {
  removed: number;
  /** Footnotes and link definitions that the text refers to; nothing is shown of the others. */
  referred: ReadonlySet<string>;
}

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/**
 * An issue or a comment as its readers see it, which is all that a model may be told of it. The text is built anew from
 * what is rendered, so that a way of hiding text that nobody has thought of yet leaves nothing behind. Links become their
 * words and pictures vanish; neither is counted, since honest texts are full of them.
 */
export function visibleText(markdown: string): VisibleText {
  const root = parser.parse(boundedMarkdown(markdown));
  const projection: Projection = { removed: 0, referred: referredIn(root) };
  const projected = blocks(root.children, projection);
  const { text, removed } = withoutInvisible(projected);
  return { text: text.trim(), removed: projection.removed + removed };
}

function referredIn(root: Root): Set<string> {
  const found = new Set<string>();
  visit(root, ['footnoteReference', 'linkReference', 'imageReference'], node => {
    if ('identifier' in node) found.add(String(node.identifier));
  });
  return found;
}

function blocks(nodes: readonly RootContent[], projection: Projection, gap = '\n\n'): string {
  return nodes
    .map(node => block(node, projection))
    .filter(text => text !== '')
    .join(gap);
}

function block(node: RootContent, projection: Projection): string {
  switch (node.type) {
    case 'heading':
      return `${'#'.repeat(node.depth)} ${inline(node.children, projection)}`;
    case 'blockquote':
      return indented(blocks(node.children, projection), '> ', '> ');
    case 'list':
      return list(node, projection);
    case 'code':
      return fenced(node, projection);
    case 'table':
      return node.children
        .map(row => `| ${row.children.map(cell => inline(cell.children, projection)).join(' | ')} |`)
        .join('\n');
    case 'thematicBreak':
      return '---';
    case 'html':
      return visibleHtml(node.value, projection);
    case 'definition':
      return hide(projection, isWordy(node.title) || !projection.referred.has(node.identifier));
    case 'footnoteDefinition':
      if (!projection.referred.has(node.identifier)) return hide(projection);
      return `[^${node.identifier}]: ${blocks(node.children, projection)}`;
    default:
      return inline([node], projection);
  }
}

function list({ ordered, start, children }: List, projection: Projection): string {
  return children
    .map((item, index) => {
      const mark = ordered ? `${(start ?? 1) + index}. ` : '- ';
      const box = typeof item.checked === 'boolean' ? `[${item.checked ? 'x' : ' '}] ` : '';
      return indented(blocks(item.children, projection, item.spread ? '\n\n' : '\n'), mark + box, '  ');
    })
    .join('\n');
}

/** A code block. Its language is shown by colour at most, the rest of its info string not at all. */
function fenced({ lang, meta, value }: Code, projection: Projection): string {
  const isLanguage = /^[\w+#.-]{0,20}$/.test(lang ?? '');
  hide(projection, !isLanguage || isWordy(meta));
  const comments = lang === 'mermaid' ? /^[ \t]*%%.*\n?/gm : lang === 'math' ? phantom : undefined;
  const shown = comments ? without(comments, value, projection) : value;
  return `\`\`\`${isLanguage ? (lang ?? '') : ''}\n${shown}\n\`\`\``;
}

function inline(nodes: readonly Nodes[], projection: Projection): string {
  return nodes.map(node => span(node, projection)).join('');
}

function span(node: Nodes, projection: Projection): string {
  if (node.type === 'text') return without(phantom, node.value, projection);
  if (node.type === 'inlineCode') return `\`${node.value}\``;
  if (node.type === 'break') return '\n';
  if (node.type === 'html') return visibleHtml(node.value, projection);
  if (node.type === 'footnoteReference') return `[^${node.identifier}]`;
  if (node.type === 'link') hide(projection, isWordy(node.title));
  if (node.type === 'image') return hide(projection, isWordy(node.title) || isWordy(node.alt));
  return 'children' in node ? inline(node.children, projection) : '';
}

/** Mathematics that takes room and shows nothing. */
const phantom = /\\[hv]?phantom\s*\{[^{}]*\}?/g;
/** Comments, declarations, processing instructions and CDATA, closed or not (CommonMark 0.31, section 4.6). */
const htmlHidden = /<!--(?:-?>|.*?(?:-->|$))|<[?!].*?(?:>|$)/gs;
const htmlTag = /<\/?[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi;

/** The words between tags; tags, attributes and comments are not shown. */
function visibleHtml(html: string, projection: Projection): string {
  const tagged = without(htmlHidden, html, projection);
  const words = tagged.replace(htmlTag, tag => hide(projection, isWordyTag(tag)));
  return words.replace(/&(?:#\w+|\w+);/g, reference => textOf(parser.parse(reference))).trim();
}

function without(pattern: RegExp, text: string, projection: Projection): string {
  return text.replace(pattern, () => hide(projection));
}

/** Leaves a piece out, and counts it when it could have told something. */
function hide(projection: Projection, counts = true): '' {
  if (counts) projection.removed++;
  return '';
}

function isWordyTag(tag: string): boolean {
  const values = tag.match(/"[^"]*"|'[^']*'/g) ?? [];
  return values.some(isWordy) || isWordy(tag.replace(/\S+=("[^"]*"|'[^']*'|\S+)/g, ''));
}

/** Whether an attribute holds more than a name, a size or a file: at least six words. */
function isWordy(text: string | null | undefined): boolean {
  return (text ?? '').trim().split(/\s+/).length >= 6;
}

function indented(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : line && rest}${line}`)
    .join('\n');
}
