import { diffLines } from 'diff';

/** The lines of a text that its older version does not have, by number; all of them for a new file. */
export function addedLines(before: string | undefined, after: string): { line: number; text: string }[] {
  const added: { line: number; text: string }[] = [];
  let line = 1;
  for (const part of diffLines(before ?? '', after, { stripTrailingCr: true })) {
    if (part.removed) continue;
    const lines = part.value.replace(/\n$/, '').split('\n');
    if (part.added) added.push(...lines.map((text, index) => ({ line: line + index, text })));
    line += part.count;
  }
  return added;
}
