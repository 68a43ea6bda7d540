import type { ListItem, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import type { ChecklistItem } from '../domain/settings.ts';

/** Words that a template's author uses for an item of the checklist. */
const wordings: Partial<Record<ChecklistItem, RegExp>> = {
  'type-hints': /type (hint|annotation)/i,
  docstrings: /docstring|doc comment|jsdoc/i,
  'tests-pass': /tests? (all )?(pass|are green)|all tests/i,
  coverage: /coverage/i,
  'no-hardcoded-values': /hard-?\s?coded/i,
  'no-todo': /\btodo/i,
  lint: /\blint|\bruff\b|\beslint\b|\bbiome\b/i,
  types: /\bmypy\b|\bpyright\b|\btsc\b|type-?\s?check/i,
  docs: /documentation|\bdocs\b|readme|changelog/i,
  'no-secrets': /\bsecrets?\b|api keys?/i,
};

const describes = /descri|summary|what|overview|change/i;

interface Filling {
  description: string | undefined;
  supported: readonly ChecklistItem[];
}

/**
 * A template with the description put under its first fitting heading and the boxes ticked that evidence supports.
 * Everything else, HTML comments included, stays to the letter: edits go by position, nothing is printed anew.
 */
export function fillTemplate(template: string, { description, supported }: Filling): string {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(template);
  const edits: { at: number; length: number; text: string }[] = [];
  visit(tree, 'listItem', (item: ListItem) => {
    const box = boxEdit(item, template, supported);
    if (box) edits.push(box);
  });
  if (description) edits.push(descriptionEdit(tree.children, { template, description }));
  return edits
    .sort((left, right) => right.at - left.at)
    .reduce((text, { at, length, text: insert }) => text.slice(0, at) + insert + text.slice(at + length), template);
}

/** A box is ticked or cleared by evidence alone; boxes about anything else are left to people. */
function boxEdit(item: ListItem, template: string, supported: readonly ChecklistItem[]) {
  const from = item.position?.start.offset;
  if (typeof item.checked !== 'boolean' || from === undefined) return undefined;
  const text = textOf(item);
  const items = Object.entries(wordings).flatMap(([name, wording]) =>
    wording.test(text) ? [name as ChecklistItem] : [],
  );
  if (items.length === 0) return undefined;
  const at = template.indexOf('[', from) + 1;
  return { at, length: 1, text: items.every(name => supported.includes(name)) ? 'x' : ' ' };
}

/** Below the first heading that asks for a description (and its comment), else at the top. */
function descriptionEdit(
  nodes: readonly RootContent[],
  { template, description }: { template: string; description: string },
) {
  const heading = nodes.find(node => node.type === 'heading' && describes.test(textOf(node)));
  if (!heading) return { at: 0, length: 0, text: `${description}\n\n` };
  const after = nodes[nodes.indexOf(heading) + 1];
  const anchor = after?.type === 'html' ? after : heading;
  return { at: anchor.position?.end.offset ?? template.length, length: 0, text: `\n\n${description}` };
}

/**
 * Where GitHub looks for a template, whatever the case of the letters (docs.github.com, "Creating a pull request
 * template for your repository"): the root, `docs/` or `.github/`, or one in a `PULL_REQUEST_TEMPLATE/` folder there.
 */
export function templatePath(paths: readonly string[]): string | undefined {
  const single = /^(\.github\/|docs\/)?pull_request_template(\.(md|txt))?$/i;
  const several = /^(\.github\/|docs\/)?pull_request_template\/[^/]+\.(md|txt)$/i;
  const rank = (path: string) =>
    path.startsWith('.github/') ? 0 : path.includes('/') && /^docs\//i.test(path) ? 2 : 1;
  const byRank = (left: string, right: string) => rank(left) - rank(right) || left.localeCompare(right);
  return (
    paths.filter(path => single.test(path)).sort(byRank)[0] ?? paths.filter(path => several.test(path)).sort(byRank)[0]
  );
}
