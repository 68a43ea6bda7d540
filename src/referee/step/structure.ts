import { toString as textOf } from 'mdast-util-to-string';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { boundedMarkdown } from '../../domain/bounded-markdown.ts';
import { applyFiles, type FileSets } from './structure-changes.ts';
import { readTree, renderTree } from './structure-tree.ts';

const parser = unified().use(remarkParse).freeze();

/**
 * A `CLAUDE.md` whose drawn tree under `## Project Structure` is true again after files appeared, moved or went. Lines of
 * what stayed keep every byte; a directory that is drawn without its files stays closed. Nothing where there is no such tree.
 */
export function withTrueStructure(markdown: string, files: FileSets): string {
  const block = treeBlock(markdown);
  if (!block) return markdown;
  const lines = markdown.split('\n');
  const drawn = lines.slice(block.from, block.to);
  const isDos = drawn.some(line => line.endsWith('\r'));
  const tree = readTree(drawn.map(line => line.replace(/\r$/, '')));
  if (!applyFiles(tree, files)) return markdown;
  const redrawn = renderTree(tree).map(line => (isDos ? `${line}\r` : line));
  return [...lines.slice(0, block.from), ...redrawn, ...lines.slice(block.to)].join('\n');
}

/** The lines inside the first fence below the heading, as indices. */
function treeBlock(markdown: string): { from: number; to: number } | undefined {
  if (boundedMarkdown(markdown) !== markdown) return undefined;
  const { children } = parser.parse(markdown);
  const start = children.findIndex(node => node.type === 'heading' && /^project structure$/i.test(textOf(node).trim()));
  const heading = children[start];
  if (heading?.type !== 'heading') return undefined;
  const below = children.slice(start + 1);
  const end = below.findIndex(node => node.type === 'heading' && node.depth <= heading.depth);
  const fence = (end === -1 ? below : below.slice(0, end)).find(node => node.type === 'code');
  const [from, to] = [fence?.position?.start, fence?.position?.end];
  if (!from || !to || from.column !== 1 || to.line - from.line < 2) return undefined;
  return { from: from.line, to: to.line - 1 };
}
