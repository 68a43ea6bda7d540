import type { Nodes } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { boundedMarkdown } from '../../domain/bounded-markdown.ts';
import type { Finding } from '../../domain/finding.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
const placeholder = /[<{[][^<>{}[\]]*[>}\]]/;
const kinds = [
  ['unit tests', /\bunit\b/i],
  ['integration tests', /\bintegration\b/i],
  ['end-to-end tests', /\bend[- ]to[- ]end\b|\be2e\b/i],
] as const;

/**
 * Judges a testing plan for people who test later: the headings of its template in their order, each kind of test, each
 * criterion, and nothing that is called passed already.
 */
export function judgeTestingPlan(
  content: string,
  { template, criteria }: { template: string | undefined; criteria: readonly string[] },
): Finding[] {
  const root = parser.parse(boundedMarkdown(content));
  const refuse = (message: string, line?: number): Finding => ({
    rule: 'testing-plan',
    message,
    ...(line !== undefined && { line }),
  });
  const words = wordsOf(root);
  const ids = new Set(words.match(/\bAC-\d+\b/g) ?? []);
  return [
    ...missingHeadings(content, template ?? '').map(heading =>
      refuse(`The heading "${heading}" of the template is not in its place.`),
    ),
    ...kinds.filter(([, pattern]) => !pattern.test(words)).map(([kind]) => refuse(`It says nothing of ${kind}.`)),
    ...criteria.filter(id => !ids.has(id)).map(id => refuse(`It does not name ${id}.`)),
    ...passedIn(root).map(line => refuse('Something is marked as passed, and nothing has been tested yet.', line)),
  ];
}

/** Headings of the template that do not follow one another here; those with a gap to fill in are left aside. */
function missingHeadings(content: string, template: string): string[] {
  const found = headingsOf(content);
  let from = 0;
  return headingsOf(template)
    .filter(heading => !placeholder.test(heading))
    .filter(heading => {
      const place = found.indexOf(heading, from);
      if (place >= 0) from = place + 1;
      return place < 0;
    });
}

function headingsOf(markdown: string): string[] {
  return parser
    .parse(boundedMarkdown(markdown))
    .children.flatMap(node => (node.type === 'heading' ? [textOf(node).replace(/\s+/g, ' ').trim()] : []));
}

/** Every block on a line of its own, so that no two words run together. */
function wordsOf(root: Nodes): string {
  const blocks: string[] = [];
  visit(root, node => {
    if (/^(?:heading|paragraph|tableCell|code)$/.test(node.type)) blocks.push(textOf(node));
  });
  return blocks.join('\n');
}

const passed = /^\W*(?:passed|pass|ok|done|completed?|succeeded)\W*$/i;

/** Lines of ticked boxes, of ticks, and of cells that hold nothing but a good result. */
function passedIn(root: Nodes): number[] {
  const lines: number[] = [];
  visit(root, node => {
    const isTicked = node.type === 'listItem' && node.checked === true;
    const isTick = (node.type === 'text' || node.type === 'inlineCode') && /[✅☑✔🟢]|\[x\]/iu.test(node.value);
    const isResult = node.type === 'tableCell' && passed.test(textOf(node));
    const isStatus =
      node.type === 'paragraph' && /\b(?:status|result)\s*:\s*\W*(?:passed|pass|ok|done)\b/i.test(textOf(node));
    if (isTicked || isTick || isResult || isStatus) lines.push(node.position?.start.line ?? 1);
  });
  return [...new Set(lines)];
}
