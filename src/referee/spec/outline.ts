import type { Heading, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { boundedMarkdown } from '../../domain/bounded-markdown.ts';

/** A heading and what stands below it, up to the next heading of its level or a higher one. */
export interface Section {
  name: string;
  line: number;
  /** Content before the first deeper heading. */
  content: RootContent[];
  /** Third-level sections. */
  parts: Section[];
}

/** A plan cut at its headings: nothing of it is judged yet. */
export interface Outline {
  root: Root;
  /** What stands before the first second-level heading, apart from first-level headings. */
  preamble: RootContent[];
  titles: { text: string; line: number }[];
  sections: Section[];
}

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** Reads Markdown as GitHub does. Only headings at the root count: one in a list, a quote or a fence is content. */
export function outlineOf(markdown: string): Outline {
  const root = parser.parse(boundedMarkdown(markdown));
  const isHeading = (node: RootContent, depth: number): node is Heading =>
    node.type === 'heading' && node.depth === depth;
  const first = root.children.findIndex(node => isHeading(node, 2));
  const body = first === -1 ? [] : root.children.slice(first);
  return {
    root,
    preamble: (first === -1 ? root.children : root.children.slice(0, first)).filter(node => !isHeading(node, 1)),
    titles: root.children.filter(node => isHeading(node, 1)).map(node => ({ text: textOf(node), line: lineOf(node) })),
    sections: splitAt(body, 2),
  };
}

/** Line of a node in the file, from 1. */
export function lineOf(node: { position?: { start: { line: number } } | undefined }): number {
  return node.position?.start.line ?? 1;
}

/** The section of this name, the first if there are several. */
export function sectionNamed(within: readonly Section[], name: string): Section | undefined {
  return within.find(section => section.name === name);
}

function splitAt(nodes: readonly RootContent[], depth: 2 | 3): Section[] {
  const starts = nodes.flatMap((node, index) => (node.type === 'heading' && node.depth <= depth ? [index] : []));
  return starts.flatMap((start, position) => {
    const heading = nodes[start];
    if (heading?.type !== 'heading' || heading.depth !== depth) return [];
    const below = nodes.slice(start + 1, starts[position + 1]);
    const deeper = below.findIndex(node => node.type === 'heading' && node.depth === depth + 1);
    return {
      name: textOf(heading).replace(/\s+/g, ' ').trim(),
      line: lineOf(heading),
      content: deeper === -1 ? below : below.slice(0, deeper),
      parts: depth === 2 && deeper !== -1 ? splitAt(below.slice(deeper), 3) : [],
    };
  });
}
