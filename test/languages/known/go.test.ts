import { describe, expect, it } from 'vitest';
import { coverageOfNewLines } from '../../../src/referee/coverage.ts';
import { differingPart } from '../../../src/referee/frozen/decisive-parts.ts';
import { readReport } from '../../../src/referee/reports/read-report.ts';
import { findSuppressions } from '../../../src/referee/suppressions.ts';
import { findTestSniffing } from '../../../src/referee/test-sniffing.ts';
import { testsInSource } from '../../../src/referee/tests-in-source.ts';
import { summary } from '../../referee/recorded-reports.ts';
import { detected, diffOf, judged } from './language-facts.ts';

describe('a Go module', () => {
  it('needs nothing installed without requirements', () => {
    const profile = detected({ 'go.mod': 'module example.com/a\n\ngo 1.19\n' }, ['a.go', 'a_test.go']);
    expect(profile).toMatchObject({ language: 'go', setup: undefined, addDependency: 'go get' });
    expect(profile.ladder.map(({ item, name }) => `${item} ${name}`)).toEqual([
      'lint go vet',
      'format gofmt',
      'types go build',
    ]);
  });

  it.each(['require example.org/x v1.0.0\n', 'require (\n\texample.org/x v1.0.0\n)\n'])(
    'vendors what it requires: %j',
    requires => {
      const files = { 'go.mod': `module example.com/a\n\n${requires}`, 'go.sum': '' };
      expect(detected(files, ['a.go']).setup).toEqual({
        run: 'go mod vendor',
        keyFiles: ['go.mod', 'go.sum'],
        keeps: ['vendor'],
      });
      expect(detected(files, ['a.go', 'vendor/modules.txt']).setup).toBeUndefined();
    },
  );

  it('is linted by golangci-lint where it is configured', () => {
    const files = { 'go.mod': 'module a\n', '.golangci.yml': '' };
    expect(detected(files, ['a.go']).ladder.map(({ name }) => name)).toContain('golangci-lint');
  });
});

const sources = {
  paths: ['go.mod', 'a.go', 'a_test.go', 'b/b_test.go', 'b/c_test.go'],
  texts: new Map([
    ['go.mod', 'module example.com/a\n'],
    ['a_test.go', 'package a\n\nfunc TestA(t *testing.T) {}\n'],
    ['b/b_test.go', 'package b\n\nfunc TestB(t *testing.T) {}\n\nfunc TestD(t *testing.T) {}\n'],
    ['b/c_test.go', 'package b\n\nfunc TestC(t *testing.T) {}\n'],
  ]),
};

function read(lines: (string | object)[], exitCode = 1) {
  const text = lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const evidence = { command: 'go test', exitCode, seconds: 1, output: '' };
  return readReport({ format: 'go-json', text, evidence, ending: 'exited', sources });
}

const event = (Package: string, Test: string | undefined, Action: string, Output?: string) => ({
  Action,
  Package: `example.com/a${Package}`,
  ...(Test && { Test }),
  ...(Output && { Output }),
});

describe('a report of go test -json', () => {
  it('finds the file of a test by its package', () => {
    const lines = summary(read([event('', 'TestA', 'pass'), event('/b', 'TestC', 'pass')], 0));
    expect(lines).toEqual(['passed a_test.go::TestA', 'passed b/c_test.go::TestC']);
  });

  it('tells a test by its subtests, and by itself where it fails for a reason of its own', () => {
    const told = [
      event('', 'TestA/x', 'fail', '    a_test.go:3: got 1\n'),
      event('', 'TestA', 'fail', '--- FAIL: TestA\n'),
    ];
    expect(summary(read(told))).toEqual(['failed a_test.go::TestA > x = Failed: got 1 (3)']);
    const own = [event('', 'TestA/x', 'pass'), event('', 'TestA', 'fail', '    a_test.go:9: none left\n')];
    expect(summary(read(own))).toEqual([
      'passed a_test.go::TestA > x',
      'failed a_test.go::TestA = Failed: none left (9)',
    ]);
  });

  it.each([
    [
      'before Go 1.24',
      ['# example.com/a/b [example.com/a/b.test]', 'b/b_test.go:5:2: undefined: X', 'b/b_test.go:6:2: undefined: Y'],
    ],
    [
      'since Go 1.24',
      [
        {
          ImportPath: 'example.com/a/b [example.com/a/b.test]',
          Action: 'build-output',
          Output: '# example.com/a/b [example.com/a/b.test]\n',
        },
        {
          ImportPath: 'example.com/a/b [example.com/a/b.test]',
          Action: 'build-output',
          Output: 'b/b_test.go:5:2: undefined: X\n',
        },
        {
          ImportPath: 'example.com/a/b [example.com/a/b.test]',
          Action: 'build-output',
          Output: 'b/b_test.go:6:2: undefined: Y\n',
        },
        event('/b', undefined, 'output', 'FAIL\texample.com/a/b [build failed]\n'),
        event('/b', undefined, 'fail'),
      ],
    ],
  ])('has every file of a package that does not build, with every reason: %s', (_since, lines) => {
    const report = read([...lines, 'FAIL\texample.com/a/b [build failed]', event('', 'TestA', 'pass')]);
    expect(report).toMatchObject({
      results: [{ id: 'a_test.go::TestA' }],
      collectionErrors: ['b/b_test.go', 'b/c_test.go'].map(file => ({
        file,
        unit: 'b/*_test.go',
        failure: { type: 'CompileError', message: 'undefined: X', line: 5 },
        others: [{ message: 'undefined: Y' }],
      })),
    });
  });

  it('tells what the sandbox withholds from an answer that speaks of it', () => {
    const typeOf = (said: string) => {
      const report = read([event('', 'TestA', 'output', `    a_test.go:3: ${said}\n`), event('', 'TestA', 'fail')]);
      return report.kind === 'ran' && report.results[0]?.failure?.type;
    };
    expect(typeOf('dial tcp: connection refused')).toBeUndefined();
    expect(typeOf('got "connection refused", want "offline"')).toBe('Failed');
  });

  it('has the files whose tests did not run after a panic', () => {
    const report = read([
      event('/b', 'TestB', 'output', 'panic: not implemented\n\ngoroutine 1 [running]:\n\t/repo/b/b.go:3 +0x1\n'),
      event('/b', 'TestB', 'fail'),
      event('/b', undefined, 'fail'),
    ]);
    expect(summary(report)).toEqual([
      'failed b/b_test.go::TestB = panic: not implemented',
      'broken b/b_test.go = panic: not implemented',
      'broken b/c_test.go = panic: not implemented',
    ]);
  });

  it.each([
    ['cannot be read without a word of any package', ['go: errors parsing go.mod:'], 1, 'unusable: broken-report'],
    ['holds no test in a module without one', [event('', undefined, 'skip')], 0, 'unusable: no-tests'],
    ['is not believed when a failure ends with 0', [event('', 'TestA', 'fail')], 0, 'unusable: disagrees'],
    ['is none where Go is missing', ['bash: line 1: go: command not found'], 127, 'unusable: could-not-start'],
  ])('%s', (_what, lines, exitCode, said) => {
    expect(summary(read(lines, exitCode))).toEqual([said]);
  });
});

describe('Go source', () => {
  it('holds tests, fuzz tests and examples with an output', async () => {
    const text = [
      'package a',
      '// AC-1: counts.',
      'func TestCount(t *testing.T) { if Count() != 2 { t.Fatal("x") } }',
      'func TestNothing(t *testing.T) { Count() }',
      'func TestTrue(t *testing.T) { assert.True(t, true) }',
      'func TestByAnother(t *testing.T) { checkCount(t, 2) }',
      'func TestHanded(t *testing.T) { run(new(Shelf), t) }',
      'func Testify() {}',
      'func TestMain(m *testing.M) {}',
      'func FuzzCount(f *testing.F) { f.Fuzz(func(t *testing.T, n int) { t.Error(n) }) }',
      'func ExampleCount() {\n\tCount()\n\t// Output: 1\n}',
      'func ExampleSilent() { Count() }',
    ].join('\n');
    const tests = await testsInSource('a_test.go', text);
    expect(tests.map(({ names, asserts }) => `${names.join(' > ')} ${asserts}`)).toEqual([
      'TestCount true',
      'TestNothing false',
      'TestTrue false',
      'TestByAnother true',
      'TestHanded true',
      'FuzzCount true',
      'ExampleCount true',
    ]);
    expect(tests[0]?.context).toContain('AC-1');
  });

  it.each([
    ['skip', 't.Skip("later")'],
    ['skip', '//go:build integration'],
    ['skip', 'os.Exit(0)'],
    ['suppression', 'x := 1 //nolint:unused'],
    ['suppression', '//lint:ignore U1000 later'],
  ] as const)('shows what silences a check: %s %s', (kind, text) => {
    expect(findSuppressions([{ path: 'a_test.go', added: [{ line: 1, text }] }], kind)).toHaveLength(1);
  });

  it.each(['if testing.Testing() {', 'flag.Lookup("test.v")'])('shows that it asks for a test: %s', text => {
    expect(findTestSniffing([{ path: 'a.go', added: [{ line: 1, text }] }])).toHaveLength(1);
  });

  it('is judged by the checklist', async () => {
    const text = [
      'package a',
      '// Documented is.',
      'type Documented struct{}',
      'type Bare struct{}',
      'func (b Bare) Method() {}',
      'func (h hidden) Method() {}',
      'func private() string { return "https://db.internal.corp/x" }',
      'var password = "hunter22"',
      '// TODO: later',
    ].join('\n');
    expect(await judged('a.go', text)).toEqual([
      'docstrings 4: The class `Bare` is not documented.',
      'docstrings 5: The function `Method` is not documented.',
      'no-hardcoded-values 7: A string holds the address of a host.',
      'no-hardcoded-values 8: A string holds a credential.',
      'no-secrets 8: This line holds what looks like a secret (pattern).',
      'no-todo 9: A TODO is left: // TODO: later',
      'type-hints: the compiler of Go asks for every type',
    ]);
  });

  it('is covered by the lines of a profile, whatever the path of the module', () => {
    const text = 'mode: set\nexample.com/a/b/b.go:3.20,5.2 2 1\nexample.com/a/b/b.go:7.20,8.2 1 0\n';
    const diffs = [diffOf('b/b.go', [4, 7, 9])];
    expect(coverageOfNewLines({ format: 'go-cover', text, diffs, isMeasured: () => true })).toMatchObject({
      covered: 1,
      total: 2,
      missed: [{ line: 7 }],
    });
  });

  it.each([
    ['a new requirement', 'require example.org/x v1.0.0\n', undefined],
    ['another toolchain', 'toolchain go1.30\n', 'toolchain'],
    ['a module put in the place of another', 'replace example.org/x => ./x\n', 'replace'],
    [
      'another version of what asserts',
      'require github.com/stretchr/testify v1.0.0\n',
      'the versions of test packages',
    ],
  ])('has a go.mod that may not change what tests mean: %s', (_what, line, part) => {
    const before = 'module example.com/a\n\ngo 1.19\n';
    expect(differingPart('go.mod', before, `${before}\n${line}`)).toBe(part);
  });
});
