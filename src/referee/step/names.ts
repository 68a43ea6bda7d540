import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { boundedMarkdown } from '../../domain/bounded-markdown.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
const identifier = /[A-Za-z_$][\w$]*/g;

/** Words of prose that are names: with a capital or an underscore inside, called, or behind the word for what they are. */
const inProse = [
  /\b(?:[a-z]+[A-Z]|[A-Z][a-z\d]+[A-Z]|[A-Za-z]\w*_)[\w$]*/g,
  /\b[A-Za-z_$][\w$]*(?=\()/g,
  /(?<=\b(?:class|function|method|table|model|type|interface|enum|struct|component|hook|trait)\s+)[A-Za-z_$][\w$]*/gi,
];

/** Whether a word is a path: it has a slash, or ends like a file of a project. */
const isPath = (text: string): boolean =>
  /[/\\]/.test(text) || /\.(?:py|pyi|[cm]?[jt]sx?|go|rs|java|sql|md|toml|ya?ml|json|css|html|txt|sh)$/i.test(text);

/** The names of classes, functions and tables that a text speaks of; those in code first. */
export function namesIn(markdown: string): string[] {
  const names: string[] = [];
  visit(parser.parse(boundedMarkdown(markdown)), node => {
    if (node.type === 'inlineCode' && !isPath(node.value)) names.push(...(node.value.match(identifier) ?? []));
    if (node.type === 'code') names.push(...(node.value.match(identifier) ?? []));
    if (node.type === 'text') for (const name of inProse) names.push(...(node.value.match(name) ?? []));
  });
  return [...new Set(names)];
}

/** The words of a text that are paths, in code or out of it. */
export function pathsIn(markdown: string): string[] {
  const words = markdown.match(/[\w@.~/-]*[\w~]/g) ?? [];
  return [...new Set(words.map(word => word.replace(/^(?:@|\.\/)+/, '')).filter(isPath))];
}
