import { describe, expect, it } from 'vitest';
import type { TreeEntry } from '../../src/domain/file-change.ts';
import { freeze, frozenByParts, judgeFrozen } from '../../src/referee/frozen.ts';

const settings = {
  root: '.',
  tests: {
    paths: ['tests/**/test_*.py', '**/*.test.ts'],
    harness: ['tests/**', '**/conftest.py', 'package.json', 'pyproject.toml', 'vitest.config.*'],
  },
};
const entry = (path: string, oid: string, mode: TreeEntry['mode'] = '100644') => ({ path, oid, mode, size: 1 });
const red = [
  entry('tests/test_a.py', 'a1'),
  entry('tests/data/golden.json', 'b1'),
  entry('conftest.py', 'c1'),
  entry('package.json', 'd1'),
  entry('pyproject.toml', 'e1'),
  entry('src/app.py', 'f1'),
];
const frozen = freeze(red, settings);
const later = (...changed: TreeEntry[]) => [
  ...red.filter(({ path }) => !changed.some(each => each.path === path)),
  ...changed,
];

const judge = (now: TreeEntry[], texts?: [string, string, string]) =>
  judgeFrozen({
    frozen,
    now,
    settings,
    ...(texts && { texts: { before: new Map([[texts[0], texts[1]]]), now: new Map([[texts[0], texts[2]]]) } }),
  }).map(
    ({ rule, path, message }) =>
      `${rule} ${path}${/changed in/.test(message) ? ` ${/in (.*?),/.exec(message)?.[1]}` : ''}`,
  );

describe('freezing', () => {
  it('takes the tests and all that decides what they mean, and nothing else', () => {
    expect(frozen.map(({ path }) => path)).toEqual(red.slice(0, 5).map(({ path }) => path));
    expect(frozenByParts(frozen)).toEqual(['package.json', 'pyproject.toml']);
  });

  it.each<[string, TreeEntry[], string[]]>([
    ['nothing changed', red, []],
    ['the implementation changed', later(entry('src/app.py', 'f2'), entry('src/new.py', 'g1')), []],
    ['a test changed', later(entry('tests/test_a.py', 'a2')), ['frozen-changed tests/test_a.py']],
    ['a fixture changed', later(entry('tests/data/golden.json', 'b2')), ['frozen-changed tests/data/golden.json']],
    ['a test was deleted', red.slice(1), ['frozen-deleted tests/test_a.py']],
    ['a test became a link', later(entry('tests/test_a.py', 'a1', '120000')), ['frozen-mode tests/test_a.py']],
    ['a conftest appeared', later(entry('src/conftest.py', 'h1')), ['harness-added src/conftest.py']],
    ['a runner config appeared', later(entry('vitest.config.mts', 'h1')), ['harness-added vitest.config.mts']],
    ['a new test appeared', later(entry('tests/test_more.py', 'h1')), []],
    [
      'a manifest changed and its text is not known',
      later(entry('package.json', 'd2')),
      ['frozen-changed package.json'],
    ],
  ])('finds what was done since: %s', (_name, now, findings) => {
    expect(judge(now)).toEqual(findings);
  });
});

describe('package.json', () => {
  const now = later(entry('package.json', 'd2'));
  const manifest = { version: '1.0.0', scripts: { test: 'vitest run' }, devDependencies: { vitest: '^5.0.0' } };
  const judgeManifest = (changed: object) =>
    judge(now, ['package.json', JSON.stringify(manifest), JSON.stringify({ ...manifest, ...changed })]);

  it.each([
    ['a version', { version: '1.1.0' }],
    ['a dependency', { dependencies: { zod: '^4.0.0' } }],
    ['a development dependency that no test sees', { devDependencies: { vitest: '^5.0.0', nodemon: '1' } }],
  ])('may get %s', (_name, changed) => {
    expect(judgeManifest(changed)).toEqual([]);
  });

  it.each([
    ['another test script', { scripts: { test: 'true' } }, 'scripts'],
    ['a script around the tests', { scripts: { test: 'vitest run', pretest: 'node x' } }, 'scripts'],
    ['a runner configuration', { jest: { testPathIgnorePatterns: ['new'] } }, 'jest'],
    ['another runner', { devDependencies: { vitest: 'file:./fake' } }, 'devDependencies.vitest'],
    ['an override', { overrides: { vitest: 'npm:fake' } }, 'overrides'],
    ['another module system', { type: 'module' }, 'type'],
  ])('may not get %s', (_name, changed, part) => {
    expect(judgeManifest(changed)).toEqual([`frozen-changed package.json ${part}`]);
  });

  it('may not become unreadable', () => {
    expect(judge(now, ['package.json', '{}', '{'])).toEqual(['frozen-changed package.json its content']);
  });
});

describe('pyproject.toml', () => {
  const now = later(entry('pyproject.toml', 'e2'));
  const before =
    '[project]\nname = "a"\ndependencies = ["pytest>=8", "flask"]\n[tool.pytest.ini_options]\naddopts = "-q"\n';
  const judgeProject = (from: string, to: string) => judge(now, ['pyproject.toml', before, before.replace(from, to)]);

  it.each([
    ['a dependency', '"flask"', '"flask", "httpx"'],
    ['a name', '"a"', '"b"'],
    ['a tool that no check uses', '[tool.pytest', '[tool.uv]\nmanaged = true\n[tool.pytest'],
  ])('may get %s', (_name, from, to) => {
    expect(judgeProject(from, to)).toEqual([]);
  });

  it.each([
    ['other pytest options', '"-q"', '"-q --deselect tests/test_a.py"', '[tool.pytest]'],
    ['coverage options', '[tool.pytest', '[tool.coverage.run]\nomit = ["app.py"]\n[tool.pytest', '[tool.coverage]'],
    ['linter options', '[tool.pytest', '[tool.ruff]\nignore = ["ALL"]\n[tool.pytest', '[tool.ruff]'],
    ['another pytest', '"pytest>=8"', '"pytest @ file:./fake"', 'the versions of test packages'],
  ])('may not get %s', (_name, from, to, part) => {
    expect(judgeProject(from, to)).toEqual([`frozen-changed pyproject.toml ${part}`]);
  });
});
