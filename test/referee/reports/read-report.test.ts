import { describe, expect, it } from 'vitest';
import type { ReportFormat } from '../../../src/domain/settings.ts';
import { type FinishedRun, readReport } from '../../../src/referee/reports/read-report.ts';
import { recorded, summary } from '../recorded-reports.ts';

const linesOf = (runner: string, behaviour: string) => summary(recorded(runner, behaviour));

describe('a report of pytest', () => {
  it('names tests by file, classes and parameters', () => {
    expect(linesOf('pytest', 'passes')).toEqual([
      'passed tests/test_passes.py::test_shouts',
      'passed tests/test_passes.py::test_shouts_each[a-A]',
      'passed tests/test_passes.py::test_shouts_each[b::c-B::C]',
      'passed tests/test_passes.py::test_shouts_each[x[1]-X[1]]',
      'passed tests/test_passes.py::TestShout::TestNested::test_deep',
      'passed tests/test_passes.py::TestShout::test_method',
      'passed tests/test_passes.py::ShoutCase::test_unittest',
    ]);
  });

  it('tells an assertion from an error, although pytest writes no type', () => {
    expect(linesOf('pytest', 'fails_assertion')).toEqual([
      "failed tests/test_fails_assertion.py::test_wrong_answer = AssertionError: assert 'A' == 'a!' (9)",
      "failed tests/test_fails_assertion.py::test_does_not_raise = Failed: DID NOT RAISE <class 'ValueError'> (13)",
      'failed tests/test_fails_assertion.py::test_not_implemented = NotImplementedError: NotImplementedError (18)',
      "failed tests/test_fails_assertion.py::test_product_raises = ValueError: cannot measure 'a' (22)",
      'failed tests/test_fails_assertion.py::test_raises_itself = ValueError: bare (26)',
      "failed tests/test_fails_assertion.py::WrongCase::test_unittest = AssertionError: 'U' != 'u' (31)",
    ]);
  });

  it('keeps a fixture that is not there apart from a failing test', () => {
    expect(recorded('pytest', 'environment')).toMatchObject({
      results: [{ status: 'error' }, { status: 'failed' }, { status: 'error' }],
    });
  });

  it('lists what was skipped and what was expected to fail as skipped', () => {
    expect(linesOf('pytest', 'skips').slice(0, 3)).toEqual([
      'skipped tests/test_skips.py::test_skipped',
      'skipped tests/test_skips.py::test_expected_failure',
      'passed tests/test_skips.py::test_unexpected_pass',
    ]);
  });

  it.each([
    ['missing_symbol', "ImportError: cannot import name 'slugify' from 'text' (text.py)"],
    ['fails_import', "ModuleNotFoundError: No module named 'no_such_package'"],
    ['syntax_error', 'SyntaxError: invalid syntax'],
  ])('gives the reason of a file that cannot be collected: %s', (behaviour, reason) => {
    expect(linesOf('pytest', behaviour)).toEqual([`broken tests/test_${behaviour}.py = ${reason}`]);
  });

  it('is no report at all when a test module ends the process', () => {
    expect(linesOf('pytest', 'exits')).toEqual(['unusable: no-report']);
  });

  it('names an inherited test by the class that runs it, not by the file that defines it', () => {
    const text = `<testsuites><testsuite name="pytest"><testcase classname="tests.test_child.TestChild" name="test_shared"
      file="tests/base.py" line="3" time="0.1"/></testsuite></testsuites>`;
    expect(read('junit-pytest', { text })).toEqual(['passed tests/test_child.py::TestChild::test_shared']);
  });
});

describe('a report of Vitest or Jest', () => {
  it.each(['vitest', 'jest'])('names tests by file and blocks: %s', runner => {
    const names = linesOf(runner, 'passes').map(line => line.split('::')[1]);
    expect(names.at(0)).toBe('shouts');
    expect(names.at(1)).toMatch(/^shout > deep > shouts/);
    expect(names.slice(2)).toEqual(['shout > turns a into A', 'shout > turns b into B']);
  });

  it.each(['vitest', 'jest'])('tells an assertion from a bare throw: %s', runner => {
    const types = linesOf(runner, 'fails-assertion').map(line => /:: ?(.*) = (\w+)/.exec(line)?.slice(1).join(' = '));
    expect(types.map(type => type?.replace('shout > ', ''))).toEqual([
      'wrong answer = AssertionError',
      'wrong answer by node:assert = AssertionError',
      'does not throw = AssertionError',
      'not implemented = Error',
      'product throws = RangeError',
      'throws itself = Error',
      'undefined property = TypeError',
      'times out = Error',
    ]);
  });

  it.each([
    ['vitest', 'missing-module', "Cannot find module '../src/slug.ts' imported from test/missing-module.test.ts"],
    ['vitest', 'fails-import', "Cannot find package 'no-such-package' imported from test/fails-import.test.ts"],
    ['vitest', 'syntax-error', 'Transform failed with 1 error:'],
    ['vitest', 'exits', 'process.exit unexpectedly called with "0" (test file: test/exits.test.ts)'],
    ['jest', 'missing-module', "Cannot find module '../src/slug' from 'test/missing-module.test.js'"],
    ['jest', 'fails-import', "Cannot find module 'no-such-package' from 'test/fails-import.test.js'"],
    ['jest', 'syntax-error', 'Jest encountered an unexpected token'],
  ])('gives the reason of a file that cannot be loaded: %s, %s', (runner, behaviour, reason) => {
    const report = recorded(runner, behaviour);
    expect(report).toMatchObject({ results: [], collectionErrors: [{ failure: { message: reason } }] });
  });

  it.each(['vitest', 'jest'])('lists skipped and to-do tests as skipped: %s', runner => {
    expect(linesOf(runner, 'skips').map(line => line.split(' ')[0])).toEqual(['skipped', 'skipped', 'passed']);
  });

  it('asks for a newer Vitest where the report names no errors', () => {
    const report = recorded('vitest-1', 'fails-assertion');
    expect(report).toMatchObject({ kind: 'unusable', detail: expect.stringContaining('Vitest 2 or newer is needed') });
  });

  it('is red when only a hook broke, which Vitest shows by nothing but the file', () => {
    const testResults = [{ name: '/repo/a.test.ts', status: 'failed', message: '', assertionResults: [] }];
    expect(read('jest-json', { text: JSON.stringify({ testResults }), exitCode: 1 })).toEqual([
      'broken a.test.ts = Error: the file is red although none of its tests is; a hook may have failed',
    ]);
  });
});

describe('a report of node --test', () => {
  it('names tests by file and blocks', () => {
    expect(linesOf('node', 'passes')).toEqual([
      'passed test/passes.test.ts::shouts',
      'passed test/passes.test.ts::shout > deep > shouts deeper',
      'passed test/passes.test.ts::parent > child',
    ]);
  });

  it('reads the thrown error out of the runner’s own', () => {
    expect(linesOf('node', 'fails-assertion')).toContain(
      'failed test/fails-assertion.test.ts::product throws = RangeError: cannot measure a (20)',
    );
    expect(linesOf('node', 'fails-assertion')).toContain(
      'failed test/fails-assertion.test.ts::times out = testTimeoutFailure: test timed out after 200ms',
    );
  });

  it.each([
    ['missing-symbol', "SyntaxError: The requested module '../src/text.ts' does not provide an export named 'slugify'"],
    ['missing-module', "Error: Cannot find module 'src/slug.ts' imported from test/missing-module.test.ts"],
    ['fails-import', "Error: Cannot find package 'no-such-package' imported from test/fails-import.test.ts"],
    ['syntax-error', 'SyntaxError: Expression expected'],
  ])('finds in the output why a file was not loaded: %s', (behaviour, reason) => {
    expect(linesOf('node', behaviour)).toEqual([`broken test/${behaviour}.test.ts = ${reason}`]);
  });

  it('does not count a file that ended the process as a passing test', () => {
    expect(linesOf('node', 'exits')).toEqual(['unusable: no-tests']);
  });

  it('asks for a newer Node when the report names no files', () => {
    const text = '<testsuites><testcase name="a" time="0" classname="test"/></testsuites>';
    expect(readReport(run('junit-node', { text }))).toMatchObject({
      reason: 'broken-report',
      detail: expect.stringContaining('Node 24.8'),
    });
  });
});

describe('a report of Mocha', () => {
  it('names tests by file and blocks', () => {
    expect(linesOf('mocha', 'passes')).toContain('passed test/passes.test.js::shout deep > shouts deeper');
  });

  it('asks for a newer Mocha where the report was printed and not written', () => {
    const report = recorded('mocha-9.0', 'fails-assertion');
    expect(report).toMatchObject({ kind: 'unusable', detail: expect.stringContaining('Mocha 9.1 or newer is needed') });
  });

  it('puts a failing hook on the test that it stopped', () => {
    expect(linesOf('mocha', 'environment')).toContain(
      'error test/environment.test.js::hook > needs the hook = Error: hook broke (10)',
    );
  });

  it.each([
    ['missing-module', "Error: Cannot find module '../src/slug'"],
    ['fails-import', "Error: Cannot find module 'no-such-package'"],
    ['syntax-error', "SyntaxError: Unexpected token '=>'"],
  ])('finds in the output why a file was not loaded: %s', (behaviour, reason) => {
    expect(linesOf('mocha', behaviour)).toEqual([`broken test/${behaviour}.test.js = ${reason}`]);
  });
});

const passing = JSON.stringify({
  testResults: [
    {
      name: '/repo/app/a.test.ts',
      status: 'passed',
      assertionResults: [{ ancestorTitles: [], title: 'a', status: 'passed' }],
    },
  ],
});

function run(
  format: ReportFormat,
  { exitCode = 0, output = '', ...rest }: Partial<FinishedRun> & { exitCode?: number | null; output?: string },
): FinishedRun {
  const evidence = { command: 'test', exitCode, seconds: 1, output };
  return { format, text: undefined, evidence, ending: 'exited', ...rest };
}

const read = (format: ReportFormat, given: Parameters<typeof run>[1]) => summary(readReport(run(format, given)));

describe('a run that says nothing about the tests', () => {
  const json = 'jest-json';
  const xml = 'junit-pytest';
  const bomb = `<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><testsuites><testsuite name="&b;"/></testsuites>`;
  it.each<[string, ReportFormat, Parameters<typeof run>[1], string]>([
    ['it ran out of time', json, { ending: 'timed-out', text: passing }, 'timed-out'],
    ['it ran out of memory', json, { ending: 'out-of-memory', text: passing }, 'out-of-memory'],
    ['it was cancelled', json, { ending: 'aborted' }, 'no-report'],
    ['it left no report', json, { exitCode: 0 }, 'no-report'],
    ['the runner is not installed', json, { exitCode: 127, output: 'vitest: not found' }, 'could-not-start'],
    ['pytest collected nothing', xml, { exitCode: 5, text: '<testsuites/>' }, 'no-tests'],
    ['Mocha found no file', 'mocha-json', { exitCode: 1, output: 'Error: No test files found: "test"' }, 'no-tests'],
    ['the report holds no test', json, { exitCode: 1, text: '{"testResults":[]}' }, 'no-tests'],
    ['the report is cut off', json, { text: passing.slice(0, -9) }, 'broken-report'],
    ['the report is another document', json, { text: '{"results":[]}' }, 'broken-report'],
    ['the XML is broken', xml, { text: '<testsuites><testsuite>' }, 'broken-report'],
    ['the XML declares entities', xml, { text: bomb }, 'broken-report'],
    ['the report is enormous', json, { text: ' '.repeat(33 * 1024 * 1024) }, 'broken-report'],
    ['a killed runner left a report', json, { exitCode: null, text: passing }, 'disagrees'],
    ['all passed and the exit code is 1', json, { exitCode: 1, text: passing }, 'disagrees'],
    ['one failed and the exit code is 0', json, { text: passing.replaceAll('passed', 'failed') }, 'disagrees'],
  ])('is unusable, because %s', (_name, format, given, reason) => {
    expect(readReport(run(format, given))).toMatchObject({ kind: 'unusable', reason });
  });
});

describe('paths in a report', () => {
  it.each([
    ['absolute in the sandbox', '/repo/app/a.test.ts', '.', 'app/a.test.ts'],
    ['relative to the directory of the project', 'a.test.ts', 'app', 'app/a.test.ts'],
    ['with a dot segment', './a.test.ts', '.', 'a.test.ts'],
    ['as a URL', 'file:///repo/a.test.ts', '.', 'a.test.ts'],
  ])('are relative to the repository: %s', (_name, given, directory, path) => {
    const text = passing.replace('/repo/app/a.test.ts', given);
    expect(read('jest-json', { text, directory })).toEqual([`passed ${path}::a`]);
  });
});
