import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageOfFiles } from '../../src/referee/coverage-of-files.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/coverage-reports', name), 'utf8');
const lcov = (...paths: string[]) => paths.map(path => `SF:${path}\nDA:1,1\nDA:2,0\nend_of_record\n`).join('');
const halfOf = (...paths: string[]) => new Map(paths.map(path => [path, { covered: 1, total: 2 }]));

describe('coverage of whole files', () => {
  it('counts the lines that can run, and those that did', () => {
    const covered = coverageOfFiles({ format: 'lcov', text: fixture('coverage-py.lcov'), paths: ['src/calc.py'] });
    expect(covered).toEqual(new Map([['src/calc.py', { covered: 5, total: 6 }]]));
  });

  it.each([
    ['from the root of the repository', 'api/src/a.py'],
    ['from the directory of the project', 'src/a.py'],
    ['from the root of the file system', '/srv/shop/api/src/a.py'],
    ['with a dot before it', './api/src/a.py'],
    ['with backslashes', 'api\\src\\a.py'],
  ])('knows a file whose path is written %s', (_from, reported) => {
    const covered = coverageOfFiles({ format: 'lcov', text: lcov(reported), paths: ['api/src/a.py', 'README.md'] });
    expect(covered).toEqual(halfOf('api/src/a.py'));
  });

  it('does not take one file for another that is called alike', () => {
    const paths = ['index.ts', 'a/index.ts', 'b/index.ts'];
    expect(coverageOfFiles({ format: 'lcov', text: lcov('a/index.ts'), paths })).toEqual(halfOf('a/index.ts'));
    expect(coverageOfFiles({ format: 'lcov', text: lcov('c/main.ts'), paths: ['main.ts'] })).toEqual(halfOf('main.ts'));
    expect(coverageOfFiles({ format: 'lcov', text: lcov('x.ts'), paths: ['a/x.ts', 'b/x.ts'] })).toEqual(new Map());
  });

  it('adds up the records of a file by line', () => {
    const text = 'SF:a.ts\nDA:1,0\nDA:2,1\nend_of_record\nSF:a.ts\nDA:1,3\nend_of_record\n';
    expect(coverageOfFiles({ format: 'lcov', text, paths: ['a.ts'] })).toEqual(
      new Map([['a.ts', { covered: 2, total: 2 }]]),
    );
  });

  it('says nothing of a report that is not there, cannot be read or holds no line', () => {
    const paths = ['a.ts'];
    expect(coverageOfFiles({ format: 'lcov', text: undefined, paths })).toEqual(new Map());
    expect(coverageOfFiles({ format: 'cobertura', text: '<coverage', paths })).toEqual(new Map());
    expect(coverageOfFiles({ format: 'lcov', text: 'SF:a.ts\nend_of_record\n', paths })).toEqual(new Map());
  });
});
