import { describe, expect, it } from 'vitest';
import { differingPart } from '../../../src/referee/frozen/decisive-parts.ts';
import { judgeInFileTests } from '../../../src/referee/frozen/in-file-tests.ts';
import { readReport } from '../../../src/referee/reports/read-report.ts';
import { findSuppressions } from '../../../src/referee/suppressions.ts';
import { findTestSniffing } from '../../../src/referee/test-sniffing.ts';
import { testsInSource } from '../../../src/referee/tests-in-source.ts';
import { summary } from '../../referee/recorded-reports.ts';
import { detected, judged } from './language-facts.ts';

const plain = '[package]\nname = "shelf"\nversion = "0.1.0"\n';

describe('a crate', () => {
  it('needs nothing installed without dependencies, or with those of its own repository', () => {
    const profile = detected({ 'Cargo.toml': `${plain}[dependencies]\nother = { path = "../other" }\n` });
    expect(profile).toMatchObject({ language: 'rust', setup: undefined, addDependency: 'cargo add' });
    expect(profile.tests.run).toMatch(/^cargo test /);
    expect(profile.ladder.map(({ item, run }) => `${item} ${run}`)).toEqual([
      'lint cargo clippy --all-targets',
      'format cargo fmt --check -- -l',
      'types cargo check --all-targets',
    ]);
  });

  it('vendors what it depends on, and tells every command where that is', () => {
    const files = { 'Cargo.toml': `${plain}[dev-dependencies]\nrstest = "0.18"\n`, 'Cargo.lock': '' };
    const { setup, tests } = detected(files);
    expect(setup).toEqual({ run: 'cargo vendor vendor', keyFiles: ['Cargo.toml', 'Cargo.lock'], keeps: ['vendor'] });
    expect(tests.run).toContain('source.vendored.directory="vendor"');
    expect(detected(files, ['vendor/rstest/Cargo.toml']).setup).toBeUndefined();
  });

  it('takes the warnings of Clippy for errors where it configures them', () => {
    const { ladder } = detected({ 'Cargo.toml': `${plain}[lints.clippy]\npedantic = "warn"\n` });
    expect(ladder[0]?.run).toBe('cargo clippy --all-targets -- -D warnings');
  });

  it('of several crates is for the repository to point out', () => {
    expect(() => detected({ 'Cargo.toml': '[workspace]\nmembers = ["a"]\n' })).toThrow(/several packages/);
  });
});

const sources = {
  paths: ['src/lib.rs', 'src/title.rs', 'src/a/mod.rs', 'tests/count.rs', 'tests/big/main.rs', 'tests/big/deep.rs'],
  texts: new Map([
    ['tests/count.rs', 'use shelf::Shelf;\n\n#[test]\nfn counts() {\n    shelf.add("a", 2);\n}\n'],
    ['tests/find.rs', ''],
  ]),
};

function read(text: string, exitCode = 101) {
  const evidence = { command: 'cargo test', exitCode, seconds: 1, output: '' };
  return readReport({ format: 'cargo-text', text, evidence, ending: 'exited', sources });
}

const ended = (passed: number) => `\ntest result: ok. ${passed} passed; 0 failed; 0 ignored\n\n`;

describe('a report of cargo test', () => {
  it('finds the file of a test by the modules that name it', () => {
    const text = [
      '     Running unittests src/lib.rs (target/debug/deps/shelf-79c23acb8bcff778)\n\nrunning 3 tests',
      'test title::tests::cuts ... ok\ntest a::b::tests::deep ... ok\ntest tests::own ... ok',
      ended(3),
      '     Running tests/big/main.rs (target/debug/deps/big-0a)\n\nrunning 2 tests',
      'test deep::inner ... ok\ntest panics - should panic ... ok',
      ended(2),
      '     Running unittests (target/debug/deps/shelf-0a)\n\nrunning 1 test\ntest tests::old_cargo ... ok',
      ended(1),
      '   Doc-tests shelf\n\nrunning 2 tests',
      'test src/lib.rs - Shelf::add (line 6) ... ok\ntest src/lib.rs - Shelf::add (line 12) ... ok',
      ended(2),
    ].join('\n');
    expect(summary(read(text, 0))).toEqual([
      'passed src/title.rs::tests > cuts',
      'passed src/a/mod.rs::b > tests > deep',
      'passed src/lib.rs::tests > own',
      'passed tests/big/deep.rs::inner',
      'passed tests/big/main.rs::panics',
      'passed src/lib.rs::tests > old_cargo',
      'passed src/lib.rs::documentation > Shelf::add',
      'passed src/lib.rs::documentation > Shelf::add #2',
    ]);
  });

  const failing = (stdout: string) =>
    `     Running tests/count.rs (target/debug/deps/count-0a)\n\nrunning 1 test\ntest counts ... FAILED\n\nfailures:\n\n---- counts stdout ----\n${stdout}\n\n\nfailures:\n    counts\n\ntest result: FAILED. 0 passed; 1 failed\n\nerror: test failed\n`;

  it.each([
    [
      'before Rust 1.73',
      "thread 'counts' panicked at 'assertion failed: `(left == right)`\n  left: `1`,\n right: `2`', tests/count.rs:4:76",
      'Failed: assertion failed: `(left == right)` (4)',
    ],
    [
      'since Rust 1.73',
      "thread 'counts' (115) panicked at tests/count.rs:4:76:\nassertion `left == right` failed\n  left: 1\n right: 2",
      'Failed: assertion `left == right` failed (4)',
    ],
    ['in the code, then', "thread 'counts' panicked at 'not implemented', src/lib.rs:18:35", 'panic: not implemented'],
    [
      'in the code, now',
      "thread 'counts' panicked at src/lib.rs:18:35:\nnot yet implemented",
      'panic: not yet implemented',
    ],
    ['by an error as the result', 'Error: "bad"', 'Failed: Error: "bad"'],
    [
      'by no panic where one is due',
      'note: test did not panic as expected',
      'Failed: note: test did not panic as expected',
    ],
  ])('says why a test failed: %s', (_since, stdout, said) => {
    expect(summary(read(failing(stdout)))).toEqual([`failed tests/count.rs::counts = ${said}`]);
  });

  it('has every test file when one does not compile, with every reason', () => {
    const text = [
      'tests/count.rs:1:5: error[E0432]: unresolved imports `shelf::Book`, `shelf::Page`',
      'tests/count.rs:5:11: error[E0061]: this method takes 1 argument but 2 arguments were supplied',
      'tests/count.rs:7:1: warning: unused variable: `x`',
      'error: could not compile `shelf` due to 2 previous errors',
    ].join('\n');
    const messages = [
      'unresolved import `shelf::Book`',
      'unresolved import `shelf::Page`',
      'error[E0061]: this method takes 1 argument but 2 arguments were supplied: `add`',
    ];
    expect(read(text)).toMatchObject({
      results: [],
      collectionErrors: ['tests/count.rs', 'tests/find.rs'].map(file => ({
        file,
        unit: '**',
        failure: { message: messages[0] },
        others: messages.slice(1).map(message => ({ message })),
      })),
    });
  });

  it.each([
    [
      'leaves the process',
      '     Running tests/count.rs (target/debug/deps/count-0a)\n\nrunning 2 tests\n',
      0,
      'unusable: disagrees',
    ],
    [
      'has a broken manifest',
      'error: failed to parse manifest at `/repo/Cargo.toml`\n',
      101,
      'unusable: broken-report',
    ],
    ['has no Cargo', 'bash: line 1: cargo: command not found\n', 127, 'unusable: could-not-start'],
  ])('says nothing of a run that %s', (_what, text, exitCode, said) => {
    expect(summary(read(text, exitCode))).toEqual([said]);
  });
});

describe('Rust source', () => {
  it('holds tests by their attributes, in modules', async () => {
    const text = [
      '#[test]\nfn plain() { assert_eq!(count(), 2); }',
      '// AC-2: by another harness\n#[tokio::test]\n#[should_panic]\nasync fn harness() { count(); }',
      '#[rstest]\n#[case(1)]\nfn table(#[case] n: u8) { check_count(n); }',
      'mod deep {\n    #[test]\n    fn inner() { count().unwrap(); }\n}',
      '#[test]\nfn nothing() { count(); }',
      '#[test]\nfn vacuous() { assert!(true); assert_eq!(1, 1); }',
      '#[cfg(test)]\nfn helper() {}',
    ].join('\n\n');
    const tests = await testsInSource('tests/a.rs', text);
    expect(tests.map(({ id, asserts }) => `${id} ${asserts}`)).toEqual([
      'tests/a.rs::plain true',
      'tests/a.rs::harness true',
      'tests/a.rs::table true',
      'tests/a.rs::deep > inner true',
      'tests/a.rs::nothing false',
      'tests/a.rs::vacuous false',
    ]);
    expect(tests[1]).toMatchObject({
      text: expect.stringContaining('#[should_panic]'),
      context: expect.stringContaining('AC-2'),
    });
  });

  const inFile = (members: string) =>
    new Map([['src/a.rs', `fn a() {}\n\n#[cfg(test)]\nmod tests {\n${members}\n}\n`]]);
  const one = '#[test]\nfn one() { assert_eq!(a(), 1); }';

  it.each<[string, string, number, string?]>([
    ['as they were', one, 0],
    ['with more beside them', `use super::a;\n${one}\n#[test]\nfn two() {}`, 0],
    ['changed', one.replace('1', '2'), 1],
    ['ignored', `#[ignore]\n${one}`, 1],
    ['gone', '', 1],
    ['made by a macro that is called otherwise', one, 1, `${one}\nt!(two: 1 => 2);`],
    ['made by a macro', `${one}\nt!(two: 1 => 2);`, 0, `${one}\nt!(two: 1 => 2);`],
  ])('keeps the tests inside of source files: %s', async (_what, members, count, before = one) => {
    expect(await judgeInFileTests(inFile(before), inFile(members))).toHaveLength(count);
  });

  it.each([
    ['skip', '#[ignore = "later"]'],
    ['skip', '#[cfg(target_os = "none")]'],
    ['skip', '#[cfg(not(feature = "slow"))]'],
    ['skip', 'std::process::exit(0);'],
    ['suppression', '#[allow(dead_code)]'],
    ['suppression', '#![allow(clippy::all)]'],
    ['suppression', '#[rustfmt::skip]'],
  ] as const)('shows what silences a check: %s %s', (kind, text) => {
    expect(findSuppressions([{ path: 'tests/a.rs', added: [{ line: 1, text }] }], kind)).toHaveLength(1);
  });

  it('leaves a test of an optional feature to the report, which names it where it was run', () => {
    const text = '#[cfg(feature = "serde")]';
    expect(findSuppressions([{ path: 'tests/a.rs', added: [{ line: 1, text }] }], 'skip')).toEqual([]);
  });

  it.each(['if cfg!(test) {', '#[cfg(not(test))]'])('shows that it asks for a test: %s', text => {
    expect(findTestSniffing([{ path: 'src/a.rs', added: [{ line: 1, text }] }])).toHaveLength(1);
  });

  it('is judged by the checklist', async () => {
    const text = [
      '/// Documented.',
      '#[derive(Debug)]',
      'pub struct Documented;',
      'pub fn bare() {}',
      'pub(crate) fn hidden() {}',
      'fn private() -> String { let api_key = "hunter22".to_string(); api_key }',
      '// FIXME: later',
      '#[cfg(test)]',
      'mod tests { pub fn helper() {} }',
    ].join('\n');
    expect(await judged('src/a.rs', text)).toEqual([
      'docstrings 4: The function `bare` is not documented.',
      'no-hardcoded-values 6: A string holds a credential.',
      'no-secrets 6: This line holds what looks like a secret (pattern).',
      'no-todo 7: A FIXME is left: // FIXME: later',
      'type-hints: the compiler of Rust asks for every type of a signature',
    ]);
  });

  it.each([
    ['a new dependency', '[dependencies]\nserde = "1"\n', undefined],
    ['a test harness of its own', '[[test]]\nname = "a"\nharness = false\n', 'test'],
    ['no tests of the library', '[lib]\ntest = false\n', 'lib'],
    ['another profile', '[profile.test]\npanic = "abort"\n', 'profile'],
  ])('has a Cargo.toml that may not change what tests mean: %s', (_what, section, part) => {
    expect(differingPart('Cargo.toml', plain, `${plain}${section}`)).toBe(part);
  });
});
