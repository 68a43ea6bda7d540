import type { Nodes, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { Finding } from '../../../domain/finding.ts';
import { withoutInvisible } from '../../../domain/invisible.ts';
import type { SectionFormat } from '../format.ts';
import { sections as format, newFilesHeading } from '../format.ts';
import type { Outline, Section } from '../outline.ts';
import { lineOf, sectionNamed } from '../outline.ts';
import { refusal } from './refusal.ts';

const refuseEmpty = refusal('spec-empty');
const refusePlaceholder = refusal('spec-placeholder');
const refuseHidden = refusal('spec-hidden');
const sections: readonly SectionFormat[] = format;

/** No empty section, nothing left over from the format, nothing that a reader of the page does not see. */
export function contentFindings(outline: Outline, markdown: string): Finding[] {
  return [...emptyFindings(outline), ...placeholderFindings(outline), ...hiddenFindings(outline, markdown)];
}

function emptyFindings(outline: Outline): Finding[] {
  return sections.flatMap(({ name, lead, parts }) => {
    const section = sectionNamed(outline.sections, name);
    if (!section) return [];
    const named = [...(parts ?? []), newFilesHeading].flatMap(part => sectionNamed(section.parts, part) ?? []);
    const emptyParts = named.filter(part => isEmpty(part.content)).map(emptyFinding);
    const hasOwnParts = parts !== undefined || (name === 'Step by Step Tasks' && section.parts.length > 0);
    return hasOwnParts || !isEmpty(section.content, lead) ? emptyParts : [emptyFinding(section), ...emptyParts];
  });
}

function emptyFinding({ name, line }: Section): Finding {
  return refuseEmpty(line, `"${name}" is empty.`, 'Write what belongs there, or say why nothing does.');
}

/** Whether nodes say nothing beyond the fixed lead: no words, or only a stand-in such as TBD. */
function isEmpty(content: readonly RootContent[], lead = ''): boolean {
  const text = content
    .filter(node => node.type !== 'html')
    .map(node => textOf(node))
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(lead, '')
    .trim();
  return /^(tbd|todo|n\/a|[\p{P}\p{S}\s]*)\.?$/iu.test(text);
}

/** Tags that a person may use in Markdown; anything else in angle brackets outside of code was not filled in. */
const knownTag = /^<\/?(details|summary|br|kbd|sub|sup)\s*\/?>$/i;

function placeholderFindings(outline: Outline): Finding[] {
  const findings: Finding[] = [];
  visit(outline.root, node => {
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell' && node.type !== 'html')
      return;
    for (const match of proseOf(node).matchAll(/<\/?[a-z][^<>]*>/gi)) {
      if (knownTag.test(match[0])) continue;
      const line = lineOf(node) + match.input.slice(0, match.index).split('\n').length - 1;
      findings.push(
        refusePlaceholder(
          line,
          `\`${shown(match[0])}\` is a left-over placeholder.`,
          'Replace it; put code in backticks.',
        ),
      );
    }
    return node.type === 'html' ? undefined : 'skip';
  });
  return findings;
}

/** Text of a block without its code, HTML as it was typed. */
function proseOf(node: Nodes): string {
  if (node.type === 'inlineCode') return '`';
  if (node.type === 'break') return '\n';
  if ('children' in node) return node.children.map(proseOf).join('');
  return 'value' in node ? node.value : '';
}

function shown(placeholder: string): string {
  const flat = placeholder.replace(/\s+/g, ' ').replaceAll('`', '…');
  return flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
}

function hiddenFindings(outline: Outline, markdown: string): Finding[] {
  const findings: Finding[] = [];
  const remedy = 'Remove it: what is approved must be what is seen.';
  visit(outline.root, node => {
    if (node.type === 'definition')
      findings.push(refuseHidden(lineOf(node), 'A link definition is not shown.', remedy));
    if (node.type === 'html' && /<[!?]/.test(node.value))
      findings.push(refuseHidden(lineOf(node), 'An HTML comment is not shown.', remedy));
  });
  for (const [index, line] of markdown.split('\n').entries()) {
    const { removed } = withoutInvisible(line);
    if (removed > 0 && !(index === 0 && line.startsWith('\ufeff') && removed === 1))
      findings.push(refuseHidden(index + 1, `${removed} invisible characters stand here.`, remedy));
  }
  return findings;
}
