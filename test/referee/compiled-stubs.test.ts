import { describe, expect, it } from 'vitest';
import { judgeStubbed } from '../../src/referee/stubs/stubbed.ts';
import { makeStubs } from '../../src/referee/stubs/stubs.ts';
import { ran } from './reports-by-hand.ts';

const missing = (file: string) => ({
  id: `${file}::works`,
  file,
  name: 'works',
  class: 'missing-symbol' as const,
  red: true,
  why: '',
  symbol: 'discount',
});

interface Given {
  test: [path: string, text: string];
  span: string;
  newFiles: string[];
  product?: Record<string, string>;
}

const stubs = ({ test: [path, text], span, newFiles, product = {} }: Given) =>
  makeStubs({
    wanting: [missing(path)],
    tests: new Map([[path, text]]),
    spec: { codeSpans: [span], newFiles: newFiles.map(file => ({ path: file, reason: '' })) },
    root: '.',
    paths: Object.keys(product),
    isProduct: file => !/test/i.test(file),
    readMany: async paths => new Map(paths.flatMap(each => (each in product ? [[each, product[each] ?? '']] : []))),
  });

const go: Given = {
  test: ['prices/discounts_test.go', 'package prices_test\n\nfunc TestA(t *testing.T) { prices.Discount(1, 2) }\n'],
  span: 'Discount(price, percent int) (int, error)',
  newFiles: ['prices/discounts.go', 'prices/discounts_test.go'],
};
const rust: Given = {
  test: ['tests/discounts.rs', 'use basket::discounts::discount;\n#[test]\nfn works() { discount(1, 2); }\n'],
  span: 'discounts::discount(price: u32, percent: u32) -> Result<u32, String>',
  newFiles: ['src/discounts.rs'],
  product: { 'src/lib.rs': 'pub mod prices;\n' },
};
const java: Given = {
  test: [
    'src/test/java/shop/DiscountsTest.java',
    'class DiscountsTest { void works() { assertEquals(1700, Discounts.discount(2000, 15)); } }\n',
  ],
  span: 'Discounts.discount(int price, int percent)',
  newFiles: ['src/main/java/shop/Discounts.java'],
};

describe('stubs for a compiler', () => {
  it('have the signature that the plan declares, in its new file', async () => {
    const { overlay, names } = await stubs(go);
    expect(names).toEqual(['Discount']);
    expect(overlay).toEqual([
      {
        path: 'prices/discounts.go',
        content:
          'package prices\n\nfunc Discount(price, percent int) (int, error) {\n\tpanic("Discount is not implemented")\n}\n',
      },
    ]);
    expect((await stubs({ ...go, span: `func ${go.span}` })).overlay).toEqual(overlay);
  });

  it('are named by the crate they belong to', async () => {
    const { overlay } = await stubs(rust);
    expect(overlay[0]?.content).toContain('pub fn discount(price: u32, percent: u32) -> Result<u32, String> {');
    expect(overlay[1]).toEqual({ path: 'src/lib.rs', content: 'pub mod prices;\n\npub mod discounts;\n' });
    expect((await stubs({ ...rust, product: {} })).overlay).toEqual([]);
  });

  it('give back what the plan says, or what the tests expect', async () => {
    const made = await stubs(java);
    expect(made.overlay[0]?.content).toContain('package shop;');
    expect(made.overlay[0]?.content).toContain('public static int discount(int price, int percent) {');
    const said = await stubs({ ...java, span: 'public static long discount(int price, int percent)' });
    expect(said.overlay[0]?.content).toContain('public static long discount(int price, int percent) {');
    const unsaid = 'class DiscountsTest { void works() { assertEquals(WANT, Discounts.discount(2000, 15)); } }\n';
    expect((await stubs({ ...java, test: [java.test[0], unsaid] })).overlay).toEqual([]);
  });

  it('are not made of what the plan does not declare whole, or promises in several files', async () => {
    for (const span of ['Discount', 'Discount(price, percent int', 'Rebate(price int) int']) {
      expect((await stubs({ ...go, span })).overlay, span).toEqual([]);
    }
    for (const newFiles of [[], ['prices/a.go', 'prices/b.go']]) {
      expect((await stubs({ ...go, newFiles })).overlay).toEqual([]);
    }
  });

  it('of Go join a package that exists, types and methods, too', async () => {
    const product = { 'prices/discounts.go': 'package prices\n' };
    const { overlay } = await stubs({ ...go, product });
    expect(overlay).toMatchObject([
      { path: 'prices/redfirst_stub.go', content: expect.stringMatching(/^package prices\n\nfunc Discount\(/) },
    ]);
    const named: Given['test'] = [go.test[0], `${go.test[1]}var _ = prices.List{}.Cheapest()\n`];
    for (const span of ['type List struct{ all []int }', 'func (l List) Cheapest() int {'])
      expect((await stubs({ ...go, test: named, span, product })).overlay[0]?.content).toContain(
        span.replace(/ \{$/, ''),
      );
  });

  it('of Rust are types, too', async () => {
    const named: Given['test'] = [rust.test[0], `${rust.test[1]}fn b(_: Basket) {}\n`];
    const { overlay } = await stubs({ ...rust, test: named, span: 'struct Basket { pub total: u32 }' });
    expect(overlay[0]?.content).toBe('#[derive(Debug, Clone, PartialEq)]\npub struct Basket { pub total: u32 }\n');
  });
});

describe('with a stub for a compiler in place', () => {
  const [file] = go.test;
  const test = missing(file);
  const context = {
    spec: { codeSpans: [go.span], newFiles: [] },
    settings: { root: '.', tests: { paths: ['**/*_test.go'], harness: [] } },
  };
  const judge = (report: Parameters<typeof judgeStubbed>[0]['report'], awaited: string[] = []) => {
    const made = { overlay: [], names: ['Discount'], awaited: new Set(awaited) };
    const { tests, findings } = judgeStubbed({ tests: [test], report, stubs: made, context });
    return [tests[0]?.red, tests[0]?.stub, findings.length];
  };
  const unseen = (why: string) => [true, `no stub could stand in for it: ${why}`, 0];

  it.each(['CompileError', 'panic', 'EarlyExit'])('a test that did not run keeps its reason: %s', type => {
    const failure = { type, message: 'cannot use x as y: Discount is not implemented', detail: '' };
    expect(judge(Object.assign(ran({}), { collectionErrors: [{ file, failure }] }))).toEqual(
      unseen('the test did not run beside it'),
    );
  });

  it('a test that waits for a panic may have got that of the stub', () => {
    expect(judge(ran({ [test.id]: 'passed' }), [file])).toEqual(
      unseen('the test waits for an error, which any stub gives'),
    );
    expect(judge(ran({ [test.id]: 'passed' }))).toEqual([false, undefined, 0]);
  });
});
