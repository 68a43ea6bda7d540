import { describe, expect, it } from 'vitest';
import { chosen, mutantsIn } from '../../src/referee/mutation/mutants.ts';

/** The mutants of a file of which every line is new, as one reads them. */
async function edits(path: string, text: string, lines?: number[]): Promise<string[]> {
  const added = new Set(lines ?? text.split('\n').map((_, index) => index + 1));
  return (await mutantsIn({ path, text, added })).map(({ line, before, after }) => `${line}: ${before} => ${after}`);
}

describe('mutants', () => {
  it('of Python change what decides, what computes, what is constant, what is done and what is given back', async () => {
    const text = `"""Docs."""
import logging

def price(count, stock: int = 3):
    """More docs."""
    if count < 1 and not stock:
        raise ValueError("count is below 1")
    logging.info("priced %d", 2)
    stock.book(count)
    return count * 7
`;
    expect(await edits('shop.py', text)).toEqual([
      '4: def price(count, stock: int = 3): => def price(count, stock: int = 4):',
      '6: if count < 1 and not stock: => if count < 1 or not stock:',
      '6: if count < 1 and not stock: => if count <= 1 and not stock:',
      '6: if count < 1 and not stock: => if True:',
      '6: if count < 1 and not stock: => if count < 1 and stock:',
      '6: if count < 1 and not stock: => if count < 2 and not stock:',
      '7: raise ValueError("count is below 1") => pass',
      '9: stock.book(count) => pass',
      '10: return count * 7 => return count / 7',
      '10: return count * 7 => return None',
      '10: return count * 7 => return count * 8',
    ]);
  });

  it('of a script leave types, imports, keys and messages alone', async () => {
    const text = `import { book } from './book.js';
type Kind = 'a' | 'b';
export function price(count: number, kind: Kind = 'a') {
  if (count === 0 || !kind) throw new Error('nothing');
  while (count > 9) count -= 1;
  book({ 'count': count, kind: 'free' });
  console.log('booked');
  return count > 2 ? count : 'none';
}
`;
    expect(await edits('shop.ts', text)).toEqual([
      "3: export function price(count: number, kind: Kind = 'a') { => export function price(count: number, kind: Kind = '') {",
      "4: if (count === 0 || !kind) throw new Error('nothing'); => if (count === 0 && !kind) throw new Error('nothing');",
      "4: if (count === 0 || !kind) throw new Error('nothing'); => if (count !== 0 || !kind) throw new Error('nothing');",
      "4: if (count === 0 || !kind) throw new Error('nothing'); => if (true) throw new Error('nothing');",
      "4: if (count === 0 || !kind) throw new Error('nothing'); => if (count === 0 || kind) throw new Error('nothing');",
      "4: if (count === 0 || !kind) throw new Error('nothing'); => if (count === 0 || !kind) ;",
      "4: if (count === 0 || !kind) throw new Error('nothing'); => if (count === 1 || !kind) throw new Error('nothing');",
      '5: while (count > 9) count -= 1; => while (count >= 9) count -= 1;',
      '5: while (count > 9) count -= 1; => while (count > 9) count += 1;',
      '5: while (count > 9) count -= 1; => while (false) count -= 1;',
      '5: while (count > 9) count -= 1; => while (count > 9) ;',
      '5: while (count > 9) count -= 1; => while (count > 10) count -= 1;',
      '5: while (count > 9) count -= 1; => while (count > 9) count -= 2;',
      "6: book({ 'count': count, kind: 'free' }); => ;",
      "6: book({ 'count': count, kind: 'free' }); => book({ 'count': count, kind: '' });",
      "8: return count > 2 ? count : 'none'; => return count >= 2 ? count : 'none';",
      "8: return count > 2 ? count : 'none'; => return true ? count : 'none';",
      "8: return count > 2 ? count : 'none'; => return undefined;",
      "8: return count > 2 ? count : 'none'; => return count > 3 ? count : 'none';",
      "8: return count > 2 ? count : 'none'; => return count > 2 ? count : '';",
    ]);
  });

  it('of compiled languages compile', async () => {
    const go =
      'package shop\n\nfunc Price(count int) int {\n\tif count > 9 {\n\t\treturn 0\n\t}\n\treturn count * 7\n}\n';
    expect(await edits('shop.go', go)).toEqual([
      '4: if count > 9 { => if count >= 9 {',
      '4: if count > 9 { => if true {',
      '4: if count > 9 { => if count > 10 {',
      '5: return 0 => return 1',
      '7: return count * 7 => return count / 7',
      '7: return count * 7 => return count * 8',
    ]);
    const rust = 'pub fn price(count: u32) -> u32 {\n    if count > 9 && count != 12 { return 0; }\n    count * 7\n}\n';
    expect(await edits('shop.rs', rust)).toHaveLength(9);
    const java =
      'class Shop {\n  int price(int count) {\n    if (count > 9) { throw new IllegalStateException("9"); }\n    return count * 7;\n  }\n}\n';
    expect(await edits('Shop.java', java)).toEqual([
      '3: if (count > 9) { throw new IllegalStateException("9"); } => if (count >= 9) { throw new IllegalStateException("9"); }',
      '3: if (count > 9) { throw new IllegalStateException("9"); } => if (true) { throw new IllegalStateException("9"); }',
      '3: if (count > 9) { throw new IllegalStateException("9"); } => if (count > 9) { ; }',
      '3: if (count > 9) { throw new IllegalStateException("9"); } => if (count > 10) { throw new IllegalStateException("9"); }',
      '4: return count * 7; => return count / 7;',
      '4: return count * 7; => return count * 8;',
    ]);
  });

  it('are made of added lines only, and of code', async () => {
    const text = 'a = 1\nb = 2\n';
    expect(await edits('a.py', text, [2])).toEqual(['2: b = 2 => b = 3']);
    expect(await edits('a.md', text)).toEqual([]);
  });

  it('hold the whole file with one change', async () => {
    const [mutant] = await mutantsIn({ path: 'a.py', text: 'ü = "é"\nb = 2\n', added: new Set([2]) });
    expect(mutant?.content).toBe('ü = "é"\nb = 3\n');
  });
});

describe('a budget', () => {
  const mutant = (path: string, line: number, after: string) => ({ path, line, before: '', after, content: '' });
  const all = [1, 1, 1, 2, 3, 4].map((line, index) => mutant('a.py', line, String(index)));

  it('is spread over lines before any line has its second', () => {
    expect(chosen(all, 4).map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    expect(chosen(all, 5).map(({ line }) => line)).toEqual([1, 2, 3, 4, 1]);
    expect(chosen(all, 2).map(({ line }) => line)).toEqual([1, 3]);
    expect(chosen(all, 99)).toHaveLength(6);
  });
});
