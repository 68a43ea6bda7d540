import type { DrawnTree, TreeNode } from './structure-tree.ts';

/** The files below the directory that a tree is drawn of, before and after a change, relative to it. */
export interface FileSets {
  before: ReadonlySet<string>;
  after: ReadonlySet<string>;
}

/** Takes out what went and puts in what came, in place. Says whether anything changed. */
export function applyFiles(tree: DrawnTree, files: FileSets): boolean {
  const top = topOf(tree, files);
  const gone = (path: string) => exists(files.before, path) && !exists(files.after, path);
  const removed = prune(top.nodes, '', gone);
  const fresh = [...files.after].filter(path => !files.before.has(path)).sort();
  const added = fresh.filter(path => insert(top.nodes, path, files));
  return removed || added.length > 0;
}

/**
 * The list of nodes that are the directory's own: at the outermost level, or below one line that stands for the directory.
 * Which of the two is told by what of the drawing is there.
 */
function topOf({ roots }: DrawnTree, { before }: FileSets): { nodes: TreeNode[] } {
  const [root, second] = roots;
  if (!root || second) return { nodes: roots };
  const isHead = countThere(root.children, '', before) >= countThere(roots, '', before);
  return { nodes: isHead ? root.children : roots };
}

/** How many of the drawn lines are files or directories of the set. */
function countThere(nodes: readonly TreeNode[], above: string, paths: ReadonlySet<string>): number {
  return nodes.reduce((sum, { name, children }) => {
    const path = above + name;
    return sum + Number(exists(paths, path)) + countThere(children, `${path}/`, paths);
  }, 0);
}

/** Whether a path is a file of the set or a directory with a file in it. */
function exists(paths: ReadonlySet<string>, path: string): boolean {
  return paths.has(path) || [...paths].some(each => each.startsWith(`${path}/`));
}

function prune(nodes: TreeNode[], above: string, gone: (path: string) => boolean): boolean {
  let changed = false;
  for (const node of [...nodes]) {
    const path = above + node.name;
    if (gone(path)) nodes.splice(nodes.indexOf(node), 1);
    changed = gone(path) || prune(node.children, `${path}/`, gone) || changed;
  }
  return changed;
}

/** Puts a new file where its directory is drawn open. Directories that are new are drawn with it. */
function insert(top: TreeNode[], path: string, { before }: FileSets): boolean {
  const names = path.split('/');
  let nodes = top;
  let isOpen = top.length > 0;
  for (const [index, name] of names.entries()) {
    const found = nodes.find(node => node.name === name);
    const isLast = index === names.length - 1;
    if (found && isLast) return false;
    const known = exists(before, names.slice(0, index + 1).join('/'));
    if (!found && (!isOpen || known || name.startsWith('.'))) return false;
    const node = found ?? place(nodes, { name, isDirectory: !isLast });
    isOpen = node.children.length > 0 || !known;
    nodes = node.children;
  }
  return true;
}

/** Among its own kind by name; where there is none of its kind, directories come first and files last. */
function place(nodes: TreeNode[], { name, isDirectory }: Pick<TreeNode, 'name' | 'isDirectory'>): TreeNode {
  const node: TreeNode = { name, isDirectory, children: [], drawn: undefined, rest: '', trailing: [] };
  const alike = nodes.filter(each => each.isDirectory === isDirectory);
  const before = alike.findLast(each => each.name < name);
  const [next] = alike;
  const index = before ? nodes.indexOf(before) + 1 : next ? nodes.indexOf(next) : isDirectory ? 0 : nodes.length;
  nodes.splice(index, 0, node);
  return node;
}
