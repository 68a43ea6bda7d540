import { afterAll, beforeAll, expect, it } from 'vitest';
import { canaryFor } from '../../../src/languages/canary.ts';
import { judgeCanary } from '../../../src/referee/canary.ts';
import { describeWith } from '../../toolchains.ts';
import { summary } from '../recorded-reports.ts';
import { outcome, type RunnerProject, runnerProject } from './project.ts';

const path = 'tests/find.rs';
const asks = (call: string, imports = 'use shelf::Shelf;') =>
  `${imports}\n\n#[test]\nfn finds() {\n    let mut shelf = Shelf::default();\n    shelf.add("Emma");\n    assert_eq!(${call}, 2);\n}\n`;

describeWith(['bubblewrap', 'cargo'], 'cargo test in the sandbox', () => {
  let rust: RunnerProject;

  beforeAll(async () => {
    rust = await runnerProject('rust');
  });
  afterAll(() => rust.remove());

  it('names tests by file and module, and examples of the documentation by what they document', async () => {
    expect(summary(await rust.run()).sort()).toEqual([
      'passed src/lib.rs::documentation > Shelf',
      'passed src/title.rs::tests > leaves_the_subtitle_out',
      'passed tests/count.rs::counts_books',
      'passed tests/count.rs::nothing > is_on_an_empty_shelf',
    ]);
  });

  it('is red by an assertion', async () => {
    expect(outcome(await rust.prove({ [path]: asks('shelf.count()') }))).toEqual([`assertion ${path}::finds`]);
  });

  it('is red by declared symbols that are missing, and all old tests wait', async () => {
    const text = asks('shelf.find("Emma").unwrap() + isbn("x")', 'use shelf::{isbn, Shelf};');
    const verdict = await rust.prove({ [path]: text }, { codeSpans: ['find(title)', 'isbn'] });
    expect(outcome(verdict)).toEqual([`missing-symbol ${path}::finds (isbn)`]);
    expect(verdict).toMatchObject({ proof: { waiting: { length: 4 }, mustPass: { length: 5 } } });
  });

  it.each([
    ['a method', asks('shelf.find("Emma")'), ['find'], `missing-symbol ${path}::finds (find)`],
    ['an argument more', asks('shelf.count("Emma")'), ['count(title)'], `missing-symbol ${path}::finds (count)`],
    [
      'another answer',
      asks('{ let some: Option<usize> = shelf.count(); some.unwrap() }'),
      ['count() -> Option<usize>'],
      `missing-symbol ${path}::finds (count)`,
    ],
    ['another argument', asks('{ shelf.add(7); 2 }'), ['add(7)'], `missing-symbol ${path}::finds (add)`],
    ['what is compared', asks('shelf.add("Emma")'), ['add'], `missing-symbol ${path}::finds (add)`],
    [
      'a module',
      asks('lent::due()', 'use shelf::{lent, Shelf};'),
      ['lent::due'],
      `missing-symbol ${path}::finds (lent)`,
    ],
  ])('is red by a missing symbol: %s', async (_name, text, codeSpans, said) => {
    expect(outcome(await rust.prove({ [path]: text }, { codeSpans }))).toEqual([said]);
  });

  it.each([
    ['a symbol that no spec declares', asks('shelf.find("Emma")'), ['red-missing-symbol']],
    ['a mistake of the types', asks('shelf.count() + "x"'), ['red-collection']],
    [
      'an answer of a type that no spec declares',
      asks('{ let some: Option<usize> = shelf.count(); 2 }'),
      ['red-missing-symbol'],
    ],
    ['a mistake beside a call', asks('{ let two: usize = "two"; shelf.count() + two }'), ['red-collection']],
    ['a syntax error', asks('shelf.count() }, {'), ['red-collection']],
  ])('is not red by %s', async (_name, text, rules) => {
    expect(outcome(await rust.prove({ [path]: text }))).toEqual(rules);
  });

  it('tells a stub from a wrong answer and from a test that is ignored', async () => {
    const stub =
      '\n/// Later.\npub fn find() -> usize {\n    todo!()\n}\n\n/// Breaks.\npub fn breaks() -> usize {\n    Vec::<usize>::new()[1]\n}\n';
    const lib = `${await rust.tree.read('src/lib.rs')}${stub}`;
    const tests = ['find()', 'breaks()'].map(
      call => `#[test]\nfn ${call.slice(0, -2)}() {\n    assert_eq!(shelf::${call}, 2);\n}\n`,
    );
    const ignored = '#[test]\n#[ignore = "later"]\nfn later() {}\n';
    const report = await rust.run([
      { path: 'src/lib.rs', content: lib },
      { path, content: [...tests, ignored].join('\n') },
    ]);
    expect(summary(report)).toEqual(
      expect.arrayContaining([
        `failed ${path}::find = panic: not yet implemented`,
        `failed ${path}::breaks = panic: index out of bounds: the len is 0 but the index is 1`,
        `skipped ${path}::later`,
      ]),
    );
  });

  it('does not believe a program that leaves the process early', async () => {
    const text = '#[test]\nfn leaves() {\n    std::process::exit(0);\n}\n';
    expect(summary(await rust.run([{ path: 'tests/leaves.rs', content: text }]))).toEqual(['unusable: disagrees']);
  });

  it('runs a planted test, which fails as it must', async () => {
    const canary = canaryFor('cargo-text', { path: 'tests/count.rs', text: '' }, 'n0123');
    if (!canary) throw new Error('no canary');
    expect(judgeCanary({ path: canary.path, nonce: 'n0123' }, await rust.run([canary]))).toEqual({
      kind: 'failed',
      bent: 0,
    });
  });
});
