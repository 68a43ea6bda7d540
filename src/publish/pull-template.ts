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
  lint: /\blint|\b(?:ruff|flake8|pylint|eslint|biome|oxlint)\b/i,
  types: /\b(?:mypy|pyright|tsc)\b|type-?\s?check/i,
  docs: /documentation|\bdocs\b|readme|changelog/i,
  'no-secrets': /\bsecrets?\b|api keys?/i,
};

/** Tools that a box may name: it is ticked only when that very tool passed. */
const tools = /\b(?:ruff|flake8|pylint|eslint|biome|oxlint|mypy|pyright|tsc)\b/g;

/** A text for the first heading that asks for it; one that is required goes to the top where no heading does. */
export interface TemplateAnswer {
  asks: RegExp;
  text: string;
  isRequired: boolean;
}

interface Filling {
  answers: readonly TemplateAnswer[];
  supported: readonly ChecklistItem[];
  /** Commands that passed. */
  passed: readonly string[];
}

/**
 * A template with each answer put under the heading that asks for it and the boxes ticked that evidence supports.
 * Everything else, HTML comments included, stays to the letter: edits go by position, nothing is printed anew.
 */
export function fillTemplate(template: string, { answers, ...evidence }: Filling): string {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(template);
  const edits: { at: number; length: number; text: string }[] = [];
  visit(tree, 'listItem', (item: ListItem) => {
    const box = boxEdit(item, template, evidence);
    if (box) edits.push(box);
  });
  edits.push(...answerEdits(tree.children, { template, answers }));
  return edits
    .sort((left, right) => right.at - left.at)
    .reduce((text, { at, length, text: insert }) => text.slice(0, at) + insert + text.slice(at + length), template);
}

/** A box is ticked or cleared by evidence alone; boxes about anything else are left to people. */
function boxEdit(item: ListItem, template: string, { supported, passed }: Omit<Filling, 'answers'>) {
  const from = item.position?.start.offset;
  if (typeof item.checked !== 'boolean' || from === undefined) return undefined;
  const text = textOf(item);
  const items = Object.entries(wordings).flatMap(([name, wording]) =>
    wording.test(text) ? [name as ChecklistItem] : [],
  );
  if (items.length === 0) return undefined;
  const at = template.indexOf('[', from) + 1;
  const named = text.toLowerCase().match(tools) ?? [];
  const ran = named.every(tool => passed.some(command => command.toLowerCase().includes(tool)));
  return { at, length: 1, text: ran && items.every(name => supported.includes(name)) ? 'x' : ' ' };
}

/** Below the heading and its comment. A heading takes one answer. */
function answerEdits(
  nodes: readonly RootContent[],
  { template, answers }: { template: string; answers: readonly TemplateAnswer[] },
) {
  const headings = new Set(nodes.filter(node => node.type === 'heading'));
  return answers.flatMap(({ asks, text, isRequired }) => {
    const heading = [...headings].find(node => asks.test(textOf(node)));
    if (!heading) return isRequired ? [{ at: 0, length: 0, text: `${text}\n\n` }] : [];
    headings.delete(heading);
    const after = nodes[nodes.indexOf(heading) + 1];
    const anchor = after?.type === 'html' ? after : heading;
    return [{ at: anchor.position?.end.offset ?? template.length, length: 0, text: `\n\n${text}` }];
  });
}

/** Of several variants the one for features is ours, else the one for whatever has none of its own. */
const variants = [/feat/i, /default|general|standard/i];

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
  const own = paths.filter(path => single.test(path)).sort(byRank)[0];
  const others = paths.filter(path => several.test(path)).sort(byRank);
  const fitting = variants.flatMap(name => others.find(path => name.test(path.split('/').at(-1) ?? '')) ?? []);
  return own ?? fitting[0] ?? others[0];
}
