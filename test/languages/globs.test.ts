import { describe, expect, it } from 'vitest';
import { matchesAny } from '../../src/languages/globs.ts';
import { isHarnessPath, isTestPath } from '../../src/languages/roles.ts';

describe('globs', () => {
  it.each([
    ['a.test.ts', '**/*.test.ts'],
    ['src/deep/a.test.ts', '**/*.test.ts'],
    ['.hidden/a.test.ts', '**/*.test.ts'],
    ['.github/workflows/ci.yml', '.github/**'],
    ['tests/data/x.json', 'tests/'],
    ['a.tsx', '*.{ts,tsx}'],
    ['a.ts', '**'],
    ['a/b/c/d.ts', 'a/**/d.ts'],
    ['a/d.ts', 'a/**/d.ts'],
    ['a/b/c', '**/b/**'],
    ['requirements-dev.txt', 'requirements*.txt'],
    ['a1.py', 'a[0-9].py'],
    ['ab.py', 'a[!0-9].py'],
    ['ab.py', 'a?.py'],
    ['pytest/x/y.py', '{pytest,unittest}{.py,/**}'],
    ['app/[slug]/page.ts', 'app/**'],
    ['a.spec.tsx', '*.{test,spec}.{ts,tsx}'],
    ['b/d.ts', '{a,{b,c}/d}.ts'],
    ['a.ts', '{a,{b,c}/d}.ts'],
    ['x/y/a.ts', '{**,z}/a.ts'],
    ['backup.sql.bak', 'backup.sql{,.bak}'],
    ['a.b+c', 'a.{b+c,d}'],
    ['a+b(c).ts', 'a+b(c).ts'],
  ])('%s matches %s', (path, glob) => {
    expect(matchesAny(path, [glob])).toBe(true);
  });

  it.each([
    ['src/a.ts', '*.ts'],
    ['a.test.ts', '**/*.test.js'],
    ['testsx/a', 'tests/**'],
    ['xtests/a', 'tests/**'],
    ['a/b.py', 'a?b.py'],
    ['.gitignore', '.*/**'],
    ['tests', 'tests/**'],
    ['aXtest.ts', '*.test.ts'],
    ['a.spec.js', '*.{test,spec}.{ts,tsx}'],
    ['a/d.ts', '{a,{b,c}/d}.ts'],
    ['a.bc', 'a.{b+c,d}'],
  ])('%s does not match %s', (path, glob) => {
    expect(matchesAny(path, [glob])).toBe(false);
  });

  it('answers at once for a glob that would make a naive matcher think for ever', () => {
    expect(matchesAny(`${'a/'.repeat(2000)}b`, [`${'**/a/'.repeat(6)}*.x`])).toBe(false);
  });
});

describe('the role of a file', () => {
  const settings = { root: 'web', tests: { paths: ['test/**/*.ts'], harness: ['test/**', 'package.json'] } };

  it('is told by globs that are relative to the project', () => {
    expect(isTestPath('web/test/a.ts', settings)).toBe(true);
    expect(isTestPath('test/a.ts', { ...settings, root: './' })).toBe(true);
    expect(isTestPath('webtest/a.ts', settings)).toBe(false);
    expect(isHarnessPath('web/test/data.json', settings)).toBe(true);
    expect(isHarnessPath('web/package.json', settings)).toBe(true);
    expect(isHarnessPath('web/src/package.json', settings)).toBe(false);
  });
});
