import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CoverageFormat } from '../../src/domain/settings.ts';
import type { FileDiff } from '../../src/ports/repositories.ts';
import { addsCode, coverageOfNewLines } from '../../src/referee/coverage.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/coverage-reports', name), 'utf8');
const isMeasured = (path: string) => !path.includes('test');

function diff(path: string, lines: number[]): FileDiff {
  const added = lines.map(line => ({ line, text: 'x' }));
  return { path, oldPath: path, change: 'modified', isBinary: false, newMode: undefined, added, removed: [] };
}

const measure = (format: CoverageFormat, text: string | undefined, ...diffs: FileDiff[]) =>
  coverageOfNewLines({ format, text, diffs, isMeasured });

describe('coverage of added lines', () => {
  it.each<[CoverageFormat, string]>([
    ['lcov', 'coverage-py.lcov'],
    ['cobertura', 'cobertura.xml'],
    ['coverage-json', 'coverage-py.json'],
  ])('is read from %s', (format, name) => {
    expect(measure(format, fixture(name), diff('src/calc.py', [5, 6, 7, 8]))).toEqual({
      kind: 'measured',
      covered: 3,
      total: 4,
      missed: [{ path: 'src/calc.py', line: 7 }],
      absent: [],
    });
  });

  it.each<[CoverageFormat, string]>([
    ['clover', 'clover.xml'],
    ['lcov', 'jest.lcov'],
  ])('is read from %s of Jest', (format, name) => {
    const measured = measure(format, fixture(name), diff('src/text.js', [1, 2, 3, 4]));
    expect(measured).toMatchObject({ covered: 2, total: 3, missed: [{ path: 'src/text.js', line: 4 }] });
  });

  it('counts only lines that something can execute, and only files that are measured', () => {
    const diffs = [diff('src/calc.py', [1, 3, 4]), diff('tests/test_calc.py', [1]), diff('README.md', [1])];
    expect(measure('lcov', fixture('coverage-py.lcov'), ...diffs)).toMatchObject({ covered: 1, total: 1, absent: [] });
  });

  it('finds a file whose project lies in a directory, or whose path is absolute', () => {
    const lcov = (path: string) => `SF:${path}\nDA:1,0\nend_of_record\n`;
    for (const path of ['src/a.py', './src/a.py', 'api/src/a.py', '/repo/api/src/a.py'])
      expect(measure('lcov', lcov(path), diff('api/src/a.py', [1]))).toMatchObject({ total: 1, covered: 0 });
    expect(measure('lcov', lcov('other/src/a.py'), diff('api/src/a.py', [1]))).toMatchObject({ kind: 'not-measured' });
  });

  it('does not mix up files that end alike', () => {
    const text = 'SF:a/index.ts\nDA:1,0\nend_of_record\nSF:index.ts\nDA:1,1\nend_of_record\n';
    expect(measure('lcov', text, diff('a/index.ts', [1]))).toMatchObject({ covered: 0, total: 1 });
    expect(measure('lcov', text, diff('index.ts', [1]))).toMatchObject({ covered: 1, total: 1 });
  });

  it('adds up what several records say of a line', () => {
    const text = 'SF:a.ts\nDA:1,0\nend_of_record\nSF:a.ts\nDA:1,2\nend_of_record\n';
    expect(measure('lcov', text, diff('a.ts', [1]))).toMatchObject({ covered: 1, total: 1 });
  });

  it('names changed files that the report does not know', () => {
    const diffs = [diff('src/calc.py', [1]), diff('src/other.py', [1])];
    expect(measure('lcov', fixture('coverage-py.lcov'), ...diffs)).toMatchObject({ absent: ['src/other.py'] });
  });
});

describe('added lines that no report speaks of', () => {
  it('are those of the statement that they stand in: reports name its first line', () => {
    const report = 'SF:src/signs.py\nDA:1,1\nDA:3,1\nDA:9,0\nend_of_record\n';
    expect(measure('lcov', report, diff('src/signs.py', [5, 6]))).toMatchObject({ covered: 1, total: 1, missed: [] });
    const missed = [{ path: 'src/signs.py', line: 9 }];
    expect(measure('lcov', report, diff('src/signs.py', [5, 11]))).toMatchObject({ covered: 1, total: 2, missed });
  });

  it('count only where no other line is known', () => {
    const report = 'SF:src/signs.py\nDA:3,0\nDA:9,1\nend_of_record\n';
    expect(measure('lcov', report, diff('src/signs.py', [5, 9]))).toMatchObject({ covered: 1, total: 1 });
    expect(measure('lcov', report, diff('src/signs.py', [2]))).toMatchObject({ kind: 'not-measured' });
  });

  it('are none where only tests, documents and data were added to, or lines taken away', () => {
    expect(addsCode([diff('README.md', [1]), diff('tests/test_a.py', [1]), diff('src/a.py', [])], isMeasured)).toBe(
      false,
    );
    expect(addsCode([diff('src/a.json', [1]), diff('src/a.py', [3])], isMeasured)).toBe(true);
  });
});

describe('nothing measured is not a pass', () => {
  const diffs = [diff('src/calc.py', [1])];
  it.each<[string, CoverageFormat, string | undefined, FileDiff[], RegExp]>([
    ['no report', 'lcov', undefined, diffs, /left no report/],
    ['an empty report', 'lcov', '', diffs, /knows none of the added lines/],
    [
      'another file',
      'lcov',
      'SF:x.py\nDA:1,1\nend_of_record\n',
      diffs,
      /knows none of the added lines of `src\/calc.py`/,
    ],
    ['broken XML', 'cobertura', '<coverage>', diffs, /is not cobertura/],
    ['another XML', 'clover', '<x/>', diffs, /is not clover/],
    ['broken JSON', 'coverage-json', '{', diffs, /is not coverage-json/],
    [
      'no added code',
      'lcov',
      'SF:src/calc.py\nDA:1,1\nend_of_record\n',
      [diff('README.md', [1])],
      /no line of measured code/,
    ],
  ])('with %s', (_name, format, text, given, why) => {
    expect(measure(format, text, ...given)).toEqual({ kind: 'not-measured', why: expect.stringMatching(why) });
  });
});
