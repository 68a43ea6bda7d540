import type { Finding } from '../../../domain/finding.ts';
import type { SectionFormat } from '../format.ts';
import { sections as format, headLines, titlePrefix } from '../format.ts';
import type { Outline } from '../outline.ts';
import { sectionNamed } from '../outline.ts';
import { headLinesOf } from '../parse.ts';
import { refusal } from './refusal.ts';

const refuseHead = refusal('spec-head');
const refuseSection = refusal('spec-section');
const sections: readonly SectionFormat[] = format;

/** The four head lines in their order with their fixed values, then one title. */
export function headFindings(outline: Outline): Finding[] {
  const found = headLinesOf(outline);
  const places = found.map(({ key, line }) => ({ name: key, line }));
  const values = headLines.flatMap(line => {
    const actual = found.find(({ key }) => key === line.key);
    if (!actual) return [];
    if ('fixed' in line && actual.value !== line.fixed)
      return refuseHead(actual.line, `${line.key} says "${actual.value}".`, `Write \`${line.key}: ${line.fixed}\`.`);
    if (!('mayBeEmpty' in line) && actual.value === '')
      return refuseHead(actual.line, `${line.key} is empty.`, 'Say in one sentence what the feature is.');
    return [];
  });
  const wanted = headLines.map(({ key }) => key);
  return [...orderFindings(places, { kind: 'head line', wanted, line: 1 }), ...values, ...titleFindings(outline)];
}

function titleFindings({ titles }: Outline): Finding[] {
  const remedy = `Have one heading \`# ${titlePrefix}<name>\` right below the head lines.`;
  const [title, second] = titles;
  if (!title) return [refuseHead(1, 'The title is missing.', remedy)];
  if (second) return [refuseHead(second.line, `There is a second title, "${second.text}".`, remedy)];
  const named = title.text.startsWith(titlePrefix) && title.text.slice(titlePrefix.length).trim() !== '';
  return named ? [] : [refuseHead(title.line, `The title "${title.text}" does not name the feature.`, remedy)];
}

/** Every section of the format, named to the letter and in order, with its own parts; nothing else between them. */
export function sectionFindings(outline: Outline): Finding[] {
  const wanted = sections.map(({ name }) => name);
  const absent = wanted.filter(name => !sectionNamed(outline.sections, name));
  const unknown = outline.sections
    .filter(({ name }) => !wanted.includes(name))
    .map(({ name, line }) =>
      refuseSection(line, `"${name}" is not a section of the plan format.`, unknownRemedy(name, absent)),
    );
  const parts = sections.flatMap(({ name, parts: names }) => {
    const section = sectionNamed(outline.sections, name);
    if (!section || !names) return [];
    return orderFindings(section.parts, { kind: `part of ${name},`, wanted: names, line: section.line });
  });
  return [...unknown, ...orderFindings(outline.sections, { kind: 'section', wanted, line: 1 }), ...parts];
}

function unknownRemedy(name: string, absent: readonly string[]): string {
  const words = wordsOf(name);
  const meant = absent.find(candidate => wordsOf(candidate).some(word => words.includes(word)));
  return meant ? `Rename it to "${meant}".` : 'Move its text into a section of the format and remove the heading.';
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/\W+/)
    .filter(word => word.length > 2);
}

/** Each wanted name once, in the wanted order; other names are not looked at. */
function orderFindings(
  found: readonly { name: string; line: number }[],
  { kind, wanted, line }: { kind: string; wanted: readonly string[]; line: number },
): Finding[] {
  const known = found.filter(({ name }) => wanted.includes(name));
  const absent = wanted.flatMap((name, index) => {
    if (known.some(candidate => candidate.name === name)) return [];
    const place = index === 0 ? 'first' : `after "${wanted[index - 1]}"`;
    return refuseSection(line, `The ${kind} "${name}" is missing.`, `Add it ${place}, named exactly so.`);
  });
  const misplaced = known.flatMap((entry, index) => {
    const before = known.slice(0, index);
    if (before.some(({ name }) => name === entry.name))
      return refuseSection(entry.line, `The ${kind} "${entry.name}" stands twice.`, 'Keep one of them.');
    const later = before.find(({ name }) => wanted.indexOf(name) > wanted.indexOf(entry.name));
    if (!later) return [];
    return refuseSection(entry.line, `The ${kind} "${entry.name}" is out of order.`, `Move it before "${later.name}".`);
  });
  return [...absent, ...misplaced];
}
