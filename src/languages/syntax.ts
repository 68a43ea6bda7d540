import { createRequire } from 'node:module';
import { extname } from 'node:path';
import treeSitter, { type Language, type Node, type Tree } from '@vscode/tree-sitter-wasm';

export type { Node as SyntaxNode } from '@vscode/tree-sitter-wasm';

/** Grammars that facts are read with. TypeScript's own reads plain JavaScript too; `tsx` adds JSX to either. */
export type Grammar = 'python' | 'typescript' | 'tsx' | 'go' | 'rust' | 'java';

const grammars: Record<string, Grammar> = {
  '.py': 'python',
  '.pyi': 'python',
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'tsx',
  '.js': 'tsx',
  '.mjs': 'tsx',
  '.cjs': 'tsx',
  '.jsx': 'tsx',
  '.go': 'go',
  '.rs': 'rust',
  '.java': 'java',
};

/** The grammar that reads a file, by its ending; nothing for a file that is not code we know. */
export function grammarOf(path: string): Grammar | undefined {
  return grammars[extname(path).toLowerCase()];
}

const locate = createRequire(import.meta.url).resolve;
const loaded = new Map<Grammar, Promise<Language>>();
let started: Promise<void> | undefined;

function load(grammar: Grammar): Promise<Language> {
  started ??= treeSitter.Parser.init();
  const known = loaded.get(grammar);
  if (known) return known;
  const file = locate(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${grammar}.wasm`);
  const language = started.then(() => treeSitter.Language.load(file));
  loaded.set(grammar, language);
  return language;
}

/**
 * Reads a file's syntax and gives what `visit` makes of it; the tree lives in WebAssembly memory and ends with the call.
 * Nothing for a language without a grammar, or for source that nests deeper than a visitor can follow.
 */
export async function readSyntax<T>(path: string, text: string, visit: (root: Node) => T): Promise<T | undefined> {
  const grammar = grammarOf(path);
  if (!grammar) return undefined;
  const language = await load(grammar);
  const parser = new treeSitter.Parser();
  let tree: Tree | null = null;
  try {
    parser.setLanguage(language);
    tree = parser.parse(text);
    return tree ? visit(tree.rootNode) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  } finally {
    tree?.delete();
    parser.delete();
  }
}

/** Children that are not missing; tree-sitter's own list may hold nulls. */
export function childrenOf(node: Node): Node[] {
  return node.namedChildren.filter(child => child !== null);
}

/** Every node below this one, itself first, in source order. Walks without recursion: source may nest very deep. */
export function* descendants(node: Node): Generator<Node> {
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    open.push(...childrenOf(next).reverse());
  }
}

const isAttribute = ({ type }: Node): boolean => type === 'attribute_item';
const isComment = ({ type }: Node): boolean => /comment$/.test(type);

/** Attributes and comments directly above a declaration, in source order. */
function attached(node: Node): Node[] {
  const above: Node[] = [];
  let below = node.startPosition.row;
  for (let next = node.previousNamedSibling; next; next = next.previousNamedSibling) {
    const isNear = lastRow(next) >= below - 1;
    if (!isNear || !(isAttribute(next) || isComment(next))) break;
    above.unshift(next);
    below = next.startPosition.row;
  }
  return above;
}

/** A line comment of Rust takes its line's end with it. */
const lastRow = ({ endPosition: { row, column } }: Node): number => (column === 0 ? row - 1 : row);

/** Attributes that stand above a declaration of their own, as in Rust. */
export const attributesAbove = (node: Node): Node[] => attached(node).filter(isAttribute);

/** The texts of the comments directly above a declaration. */
export const commentsAbove = (node: Node): string[] =>
  attached(node)
    .filter(isComment)
    .map(({ text }) => text);
