import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStryker } from '../../src/referee/mutation/stryker-report.ts';
import { ran } from './reports-by-hand.ts';

const recorded = readFileSync(join(import.meta.dirname, '../fixtures/reports/stryker/vitest-runner.json'), 'utf8');
const text = `/** Old. */
export function old(a, b) {
  return a + b;
}

/** New. */
export function fee(price) {
  if (price > 900) {
    throw new RangeError('too much');
  }
  return price * 3;
}
`;
const threefold = 'test/price.test.js::fee > deep > AC-1 is threefold';
const report = ran({ [threefold]: 'passed', 'test/price.test.js::old': 'passed' });
const lines = (...added: number[]) => [{ path: 'src/price.js', text, added: new Set(added) }];
const all = lines(6, 7, 8, 9, 10, 11, 12);
const read = (json: string, asked = all) => readStryker(json, { asked, root: '.', report });

describe('a report of StrykerJS', () => {
  it('tells what became of each mutant, as the edit of a line', () => {
    const reading = read(recorded);
    if ('problem' in reading) throw new Error(reading.problem);
    expect(reading.version).toBe('10.1.1');
    const told = reading.tried.map(({ mutant, fate }) => `${fate.kind} ${mutant.line}: ${mutant.after}`);
    expect(told).toEqual([
      'killed 7: export function fee(price) {}',
      'killed 8: if (true) {',
      'survived 8: if (false) {',
      'survived 8: if (price >= 900) {',
      'killed 8: if (price <= 900) {',
      'survived 8: if (price > 900) {}',
      'survived 9: throw new RangeError("");',
      'killed 11: return price / 3;',
    ]);
  });

  it('names the tests that killed a mutant as our own runs do', () => {
    const reading = read(recorded);
    expect('tried' in reading && reading.tried[0]?.fate).toEqual({ kind: 'killed', by: [threefold] });
  });

  it('is believed only on lines that were asked for, and a mutant that does not compile was never there', () => {
    const reading = read(recorded.replace('"status": "Survived"', '"status": "CompileError"'), lines(8, 9));
    const told = 'tried' in reading ? reading.tried.map(({ mutant, fate }) => `${fate.kind} ${mutant.after}`) : [];
    expect(told).toEqual([
      'killed if (true) {',
      'unviable if (false) {',
      'survived if (price >= 900) {',
      'killed if (price <= 900) {',
      'survived throw new RangeError("");',
    ]);
  });

  it('of another form says nothing', () => {
    expect(read('{}')).toHaveProperty('problem');
    expect(read('no JSON')).toHaveProperty('problem');
  });
});
