import type { InlineCode, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { Criterion, PlannedFile, PlannedSymbol, Spec } from '../../domain/spec.ts';
import type { StepRef } from '../../domain/step.ts';
import type { SectionName } from './format.ts';
import { headLines, newFilesHeading, titlePrefix } from './format.ts';
import type { Bullet } from './lists.ts';
import { bulletsOf, withoutSeparator } from './lists.ts';
import type { Outline } from './outline.ts';
import { lineOf, outlineOf, sectionNamed } from './outline.ts';

/** What the later stages need of a plan. Never fails: what is missing is empty, and `judgeSpec` says so. */
export function parseSpec(markdown: string): Spec {
  return specOf(outlineOf(markdown));
}

/** {@link parseSpec} of a plan that is already cut at its headings. */
export function specOf(outline: Outline): Spec {
  const title = outline.titles[0]?.text ?? '';
  const step = stepOf(outline);
  return {
    title: title.startsWith(titlePrefix) ? title.slice(titlePrefix.length).trim() : title,
    objective: headLinesOf(outline).find(line => line.key === 'OBJECTIVE')?.value ?? '',
    relevantFiles: relevantFilesOf(outline).map(withoutLine),
    newFiles: newFilesOf(outline).map(withoutLine),
    creates: createdIn(outline),
    criteria: criterionBullets(outline).flatMap(({ criterion }) => criterion ?? []),
    validationCommands: commandsOf(outline).flatMap(({ command }) => command ?? []),
    // What a step notes was decided by the plan of people.
    notes: step ? [] : notesOf(outline),
    codeSpans: codeSpansOf(outline),
    ...(step && { step }),
  };
}

/** The head lines as they stand, in their order; a wrapped value goes on until the next key. */
export function headLinesOf(outline: Outline): { key: string; value: string; line: number }[] {
  const found: { key: string; value: string; line: number }[] = [];
  for (const node of outline.preamble) {
    for (const [offset, text] of linesOf(node).entries()) {
      const key = headLines.find(line => text.startsWith(`${line.key}:`))?.key;
      const last = found.at(-1);
      if (key) found.push({ key, value: text.slice(key.length + 1).trim(), line: lineOf(node) + offset });
      else if (last && text.trim() !== '') last.value = `${last.value} ${text.trim()}`.trim();
    }
  }
  return found;
}

/** The bullets of Acceptance Criteria, each with its criterion when it begins with an id. */
export function criterionBullets(outline: Outline): { bullet: Bullet; criterion: Criterion | undefined }[] {
  return bulletsOf(contentOf(outline, 'Acceptance Criteria')).map(bullet => {
    const [, id, text = ''] = /^(AC-[1-9]\d*)\b(.*)$/s.exec(bullet.text) ?? [];
    return { bullet, criterion: id ? { id, text: withoutSeparator(text) } : undefined };
  });
}

/** The commands of Validation Commands by line: a bullet's leading code span, or each line of a fenced block. */
export function commandsOf(outline: Outline): { line: number; command: string | undefined }[] {
  return contentOf(outline, 'Validation Commands').flatMap(node => {
    if (node.type !== 'code')
      return bulletsOf([node]).map(({ line, code }) => ({ line, command: code?.trim() || undefined }));
    const lines = node.value
      .split(/\r?\n/)
      .map((text, index) => ({ line: lineOf(node) + 1 + index, command: text.trim() }));
    return lines.filter(({ command }) => command !== '' && !command.startsWith('#'));
  });
}

/** A planned file and the line that names it. */
export type LocatedFile = PlannedFile & { line: number };

/** Files that must exist: the bullets of Relevant Files. */
export function relevantFilesOf(outline: Outline): LocatedFile[] {
  return bulletsOf(contentOf(outline, 'Relevant Files')).map(locatedFile);
}

/** Files to create: the bullets below New Files. */
export function newFilesOf(outline: Outline): LocatedFile[] {
  const parts = sectionNamed(outline.sections, 'Relevant Files')?.parts ?? [];
  return bulletsOf(sectionNamed(parts, newFilesHeading)?.content ?? []).map(locatedFile);
}

/** What Notes say, if anything. */
function notesOf(outline: Outline): string[] {
  const texts = bulletsOf(contentOf(outline, 'Notes')).map(({ text }) => text);
  return texts.filter(text => !/^none\b\.?$/i.test(text));
}

/** Bullets of the solution that begin with a symbol and say which file it is new in. */
function createdIn(outline: Outline): PlannedSymbol[] {
  return bulletsOf(contentOf(outline, 'Solution Statement')).flatMap(({ code, rest }) => {
    const [, name = '', list = ''] = /^([^\s()]+)(?:\((.*)\))?$/.exec(code ?? '') ?? [];
    const [, path, reason = ''] = /^in (\S+) is new\b(?::\s*(.*))?/s.exec(rest) ?? [];
    const parameters = list.split(',').flatMap(parameter => parameter.trim() || []);
    return name && path ? [{ name, parameters, path, reason: reason.trim() }] : [];
  });
}

/** The first note of a plan that carries out a step: `Step 2 of docs/Phase1/6.1_implementation_plan.md`. */
function stepOf(outline: Outline): StepRef | undefined {
  const notes = bulletsOf(contentOf(outline, 'Notes'));
  const found = notes.map(({ text }) => /^Step (\d+(?:\.\d+)*) of (\S+?)[.,]?(?:\s|$)/.exec(text)).find(Boolean);
  const [, number, plan] = found ?? [];
  return number && plan ? { number, plan } : undefined;
}

function contentOf(outline: Outline, name: SectionName) {
  return sectionNamed(outline.sections, name)?.content ?? [];
}

function linesOf(node: RootContent): string[] {
  const children = node.type === 'paragraph' ? node.children : [node];
  return children
    .map(child => (child.type === 'break' ? '\n' : textOf(child)))
    .join('')
    .split(/\r?\n/);
}

/** A path in a code span, or else the first word of the bullet; then the reason. */
function locatedFile({ line, code, text, rest }: Bullet): LocatedFile {
  if (code) return { line, path: code.trim(), reason: rest };
  const [, path = '', reason = ''] = /^(\S+?):?(?:\s+(.*))?$/s.exec(text) ?? [];
  return { line, path, reason: withoutSeparator(reason) };
}

function withoutLine({ path, reason }: LocatedFile): PlannedFile {
  return { path, reason };
}

function codeSpansOf(outline: Outline): string[] {
  const spans = new Set<string>();
  visit(outline.root, 'inlineCode', (node: InlineCode) => {
    spans.add(node.value);
  });
  return [...spans];
}
