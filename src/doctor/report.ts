import { counted } from '../domain/counted.ts';
import type { Line } from './line.ts';

const symbols: Record<Line['result'], string> = { right: '✓', wrong: '✗', note: '–' };
const titles: Record<Line['part'], string> = { 'set-up': 'Set-up', gates: 'Gates' };

/** The heading of a part, for a terminal. */
export const headingOf = (part: Line['part']): string => `${titles[part]}\n`;

/** One line for a terminal; what to do stands below it. */
export function textOf({ name, result, found, remedy }: Line): string {
  const rest = [...found.split('\n'), ...(remedy ? [remedy] : [])].map(line => line.trim()).filter(Boolean);
  return `${symbols[result]} ${name}: ${rest.join('\n    ')}\n`;
}

/** The last line. */
export function summaryOf(lines: readonly Line[]): string {
  const count = (result: Line['result'], part?: Line['part']) =>
    lines.filter(line => line.result === result && (part === undefined || line.part === part)).length;
  const wrong = count('wrong');
  if (wrong > 0) return `✗ ${counted(wrong, 'thing is', 'things are')} wrong\n`;
  const gates = count('right', 'gates');
  return `✓ nothing is wrong: ${count('right', 'set-up')} things of the set-up, ${counted(gates, 'gate')} tried\n`;
}
