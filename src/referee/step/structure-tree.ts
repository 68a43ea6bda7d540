/** One line of a drawn tree: a file or a directory. */
export interface TreeNode {
  name: string;
  isDirectory: boolean;
  children: TreeNode[];
  /** As it was drawn; nothing for a new one. */
  drawn: { line: string; prefix: string; wasLast: boolean } | undefined;
  /** What stands behind the name. */
  rest: string;
  /** Lines without a name that follow. */
  trailing: string[];
}

/** A drawn tree and how its lines are drawn. */
export interface DrawnTree {
  leading: string[];
  roots: TreeNode[];
  style: { tee: string; elbow: string; bar: string; gap: string; indent: string };
}

const prefixOf = (line: string): string => /^[\s│├└─|`+-]*/.exec(line)?.[0] ?? '';

/** Reads lines as a tree by the column of each name. Box drawing, ASCII and plain indentation are all trees. */
export function readTree(lines: readonly string[]): DrawnTree {
  const tree: DrawnTree = { leading: [], roots: [], style: styleOf(lines) };
  const open: { column: number; node: TreeNode }[] = [];
  let newest: TreeNode | undefined;
  for (const line of lines) {
    const prefix = prefixOf(line);
    const [name = ''] = /^\S+/.exec(line.slice(prefix.length)) ?? [];
    if (!name || name.startsWith('#')) {
      (newest?.trailing ?? tree.leading).push(line);
      continue;
    }
    while (open.length > 0 && (open.at(-1)?.column ?? 0) >= prefix.length) open.pop();
    newest = {
      name: name.replace(/\/$/, ''),
      isDirectory: name.endsWith('/'),
      children: [],
      drawn: { line, prefix, wasLast: false },
      rest: line.slice(prefix.length + name.length),
      trailing: [],
    };
    (open.at(-1)?.node.children ?? tree.roots).push(newest);
    open.push({ column: prefix.length, node: newest });
  }
  noteLast(tree.roots);
  return tree;
}

function noteLast(nodes: readonly TreeNode[]): void {
  for (const [index, node] of nodes.entries()) {
    if (node.children.length > 0) node.isDirectory = true;
    if (node.drawn) node.drawn.wasLast = index === nodes.length - 1;
    noteLast(node.children);
  }
}

function styleOf(lines: readonly string[]): DrawnTree['style'] {
  const connector = (pattern: RegExp) => lines.map(line => pattern.exec(prefixOf(line))?.[0]).find(Boolean);
  const tee = connector(/(?:├[─ ]+|\|-+ ?|\+-+ ?)$/);
  const elbow = connector(/(?:└[─ ]+|`-+ ?|\+-+ ?)$/);
  const indents = lines.map(line => prefixOf(line).length).filter(length => length > 0);
  const indent = ' '.repeat(Math.min(...indents, 4));
  if (!tee && !elbow) return { tee: '', elbow: '', bar: '', gap: '', indent };
  const width = (tee ?? elbow ?? '').length;
  const isBox = /[├└]/.test(`${tee}${elbow}`);
  return {
    tee: tee ?? (isBox ? `├${(elbow ?? '').slice(1)}` : (elbow ?? '').replace('`', '|')),
    elbow: elbow ?? (isBox ? `└${(tee ?? '').slice(1)}` : (tee ?? '').replace('|', '`')),
    bar: (isBox ? '│' : '|').padEnd(width),
    gap: ' '.repeat(width),
    indent,
  };
}

/** The tree as lines; a line of which nothing changed is given as it was. */
export function renderTree({ leading, roots, style }: DrawnTree): string[] {
  const linesOf = (nodes: readonly TreeNode[], above: { bars: string; isMoved: boolean }): string[] =>
    nodes.flatMap((node, index) => {
      const isLast = index === nodes.length - 1;
      const isMoved = above.isMoved || (node.drawn !== undefined && node.drawn.wasLast !== isLast);
      const isPlain = isDrawnPlain(node, nodes) || style.tee === '';
      const prefix = isPlain ? plainPrefix(node, nodes, above.bars) : above.bars + (isLast ? style.elbow : style.tee);
      const name = `${node.name}${node.isDirectory && !node.drawn ? '/' : ''}`;
      const line = node.drawn && (!isMoved || isPlain) ? node.drawn.line : redrawn(node, prefix, name);
      const bars = isPlain
        ? prefix + style.indent.slice(0, style.tee ? 0 : undefined)
        : above.bars + (isLast ? style.gap : style.bar);
      return [line, ...node.trailing, ...linesOf(node.children, { bars, isMoved: isMoved && !isPlain })];
    });
  return [...leading, ...linesOf(roots, { bars: '', isMoved: false })];
}

function redrawn({ drawn, rest }: TreeNode, prefix: string, name: string): string {
  return drawn ? prefix + drawn.line.slice(drawn.prefix.length) : `${prefix}${name}${rest}`;
}

/** A line without a connector, or a new one among such. */
const isDrawnPlain = (node: TreeNode, siblings: readonly TreeNode[]): boolean => {
  const drawn = (node.drawn ? [node] : siblings).flatMap(each => each.drawn ?? []);
  return drawn.length > 0 && drawn.every(({ prefix }) => prefix.trim() === '');
};

function plainPrefix(node: TreeNode, siblings: readonly TreeNode[], bars: string): string {
  return node.drawn?.prefix ?? siblings.find(({ drawn }) => drawn)?.drawn?.prefix ?? bars;
}
