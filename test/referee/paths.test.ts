import { describe, expect, it } from 'vitest';
import type { TreeEntry } from '../../src/domain/file-change.ts';
import { type ChangeRules, judgeChanges } from '../../src/referee/paths.ts';

const entry = (path: string, mode: TreeEntry['mode'] = '100644'): TreeEntry => ({
  path,
  mode,
  oid: 'a'.repeat(40),
  size: 1,
});
const tree = [
  entry('README.md'),
  entry('src/app.ts'),
  entry('src/deep/inner.ts'),
  entry('bin/run', '100755'),
  entry('link', '120000'),
  entry('src/linked', '120000'),
  entry('vendor/lib', '160000'),
];
const guarded = ['.npmrc', '**/package-lock.json', 'CODEOWNERS', '.*/**', '**/conftest.py'];

function rulesOf(path: string, content: string | null = 'x\n', rules: Partial<ChangeRules> = {}): string[] {
  return judgeChanges([{ path, content }], tree, { protected: guarded, ...rules }).map(finding => finding.rule);
}

describe('a path is refused', () => {
  it.each([
    ['that is empty', ''],
    ['above the repository', '../x'],
    ['above the repository, later', 'src/../../x'],
    ['with a parent segment inside', 'src/../x.ts'],
    ['with a dot segment', './x.ts'],
    ['with an empty segment', 'src//x.ts'],
    ['with a slash at its end', 'src/'],
    ['that is absolute', '/etc/passwd'],
    ['of another drive', 'C:\\x'],
    ['of another drive, with slashes', 'c:/x'],
    ['of a home directory', '~/x'],
    ['with a backslash', 'src\\x.ts'],
    ['with an alternate stream', 'x.txt::$DATA'],
    ['with a NUL', 'x\0.ts'],
    ['with a line break', 'x\n.ts'],
    ['with a lone surrogate', 'x\ud800.ts'],
    ['that reads like an option', '-rf'],
    ['that reads like a git option', '--upload-pack=x'],
    ["in git's directory", '.git/config'],
    ["that is git's directory", '.git'],
    ["in git's directory, upper case", '.GIT/hooks/pre-commit'],
    ["in git's directory, mixed case", 'src/.Git/config'],
    ["in git's directory, by its short name", 'GIT~1/config'],
    ["in git's directory, by a later short name", 'git~2/config'],
    ["in git's directory, with a joiner", '.git\u200c/config'],
    ["in git's directory, with a joiner inside", '.g\u200dit/config'],
    ["in git's directory, with a byte order mark", '\ufeff.git/config'],
    ["in git's directory, with a dot at the end", '.git./config'],
    ["in git's directory, with a space at the end", '.git /config'],
    ["in git's directory, with both", '.git . ./config'],
    ["in git's directory, in full-width letters", '.ｇｉｔ/config'],
    ["in git's directory, with its index stream", '.git::$INDEX_ALLOCATION/config'],
    ['with a dot at the end of a segment', 'src./x.ts'],
    ['with a space at the end', 'src/x.ts '],
    ['with a space at the start', ' src/x.ts'],
    ['of a workflow', '.github/workflows/ci.yml'],
    ['of a workflow, mixed case', '.GitHub/Workflows/x.yml'],
    ['of a workflow, in full-width letters', '.ｇｉｔｈｕｂ/workflows/x.yml'],
    ['of a workflow, with a soft hyphen', '.git\u00adhub/workflows/x.yml'],
    ['of a local action', '.github/actions/setup/index.js'],
    ['of an action', 'action.yml'],
    ['of an action further down', 'tools/x/ACTION.YAML'],
    ['of git attributes', 'src/.gitattributes'],
    ['of submodules', '.gitmodules'],
    ['that is protected', '.npmrc'],
    ['that is protected, upper case', 'CONFTEST.PY'],
    ['that is protected further down', 'web/package-lock.json'],
    ['in a protected directory', '.husky/pre-commit'],
    ['through a link', 'link/x.ts'],
    ['through a link further down', 'src/linked/x.ts'],
    ['through a link, in other letters', 'LINK/x.ts'],
    ['through a submodule', 'vendor/lib/x.ts'],
    ['onto a link', 'link'],
    ['onto a submodule', 'vendor/lib'],
    ['onto a directory', 'src'],
    ['below a file', 'README.md/x'],
    ['that differs only in case', 'readme.md'],
    ['in a directory that differs only in case', 'SRC/new.ts'],
    ['decomposed', 'cafe\u0301.ts'],
    ['with a bidirectional override', 'src/\u202Ets.x'],
    ['with a tag character', 'src/x\u{e0041}.ts'],
    ['with a variation selector', 'src/x\u{e0100}.ts'],
    ['with a private character', 'src/\ue000.ts'],
    ['that is too long', `${'x'.repeat(256)}.ts`],
    ['that is far too deep', `${'d/'.repeat(600)}x.ts`],
  ])('%s', (_name, path) => {
    expect(rulesOf(path)).toContain('path-refused');
  });

  it('that the stage may not change', () => {
    const allow = (path: string) => path.startsWith('tests/');
    expect(rulesOf('src/app.ts', 'x\n', { allow })).toEqual(['path-refused']);
    expect(rulesOf('tests/a.ts', 'x\n', { allow })).toEqual([]);
  });

  it('that is changed twice, in any spelling', () => {
    const changes = ['src/new.ts', 'src/NEW.ts'].map(path => ({ path, content: 'x' }));
    expect(judgeChanges(changes, tree, { protected: [] }).map(({ rule }) => rule)).toEqual(['path-refused']);
  });

  it('that is to be deleted and does not exist', () => {
    expect(rulesOf('src/gone.ts', null)).toEqual(['path-refused']);
  });

  it('in words that show what is hidden in it', () => {
    const [finding] = judgeChanges([{ path: '.git\u200c/x', content: '' }], tree, { protected: [] });
    expect(finding?.message).toBe("`.git\\u{200c}/x` lies in git's own directory.");
  });
});

describe('a path is allowed', () => {
  it.each([
    ['a new file', 'src/new.ts'],
    ['a new directory', 'lib/new/x.ts'],
    ['an existing file', 'src/app.ts'],
    ['an executable file', 'bin/run'],
    ['a name in another script', 'docs/ünï.md'],
    ['a route of a framework', 'app/[slug]/(group)/@modal/page.tsx'],
    ['a name beside a directory that begins alike', 'src-evil/x.ts'],
    ['a file that only sounds like git', 'src/git.ts'],
    ['git ignore rules', '.gitignore'],
  ])('%s', (_name, path) => {
    expect(rulesOf(path)).toEqual([]);
  });

  it('for deleting what exists', () => {
    expect(rulesOf('src/app.ts', null)).toEqual([]);
  });
});

describe('content is refused', () => {
  it.each([
    ['with a bidirectional override', 'if (a) { \u202e } // x', 'hidden-character'],
    ['with a bidirectional isolate', 'x = "\u2066"', 'hidden-character'],
    ['with a tag character', 'x = "\u{e0041}"', 'hidden-character'],
    ['with a variation selector', 'x = "a\u{e0100}"', 'hidden-character'],
    ['with a zero-width space', 'x\u200b = 1', 'hidden-character'],
    ['with a word joiner', 'x\u2060 = 1', 'hidden-character'],
    ['with a private character', '\ue000', 'hidden-character'],
    ['with a NUL', 'a\0b', 'hidden-character'],
    ['with an escape sequence', '\u001b[31m', 'hidden-character'],
    ['with a byte order mark inside', 'a\ufeffb', 'hidden-character'],
    ['with a lone surrogate', '\ud800', 'not-text'],
    ['with a line that nobody reads', 'x'.repeat(5_001), 'line-too-long'],
  ])('%s', (_name, content, rule) => {
    expect(rulesOf('src/app.ts', content)).toContain(rule);
  });

  it('and the line is named', () => {
    const [finding] = judgeChanges([{ path: 'a.ts', content: 'a\nb\u200b\n' }], tree, { protected: [] });
    expect(finding).toMatchObject({
      path: 'a.ts',
      line: 2,
      message: 'Line 2 of `a.ts` holds a character that nobody sees.',
    });
  });

  it.each([
    ['emoji', 'const done = "✅ 👩‍💻 ❤️";\n'],
    ['tabs and line ends of another system', 'a\tb\r\n'],
    ['a byte order mark at the start', '\ufeffusing System;\n'],
    ['other scripts', 'привет 你好 שלום\n'],
  ])('but not for %s', (_name, content) => {
    expect(rulesOf('src/app.ts', content)).toEqual([]);
  });
});

describe('a change set is refused', () => {
  const many = (count: number, content: string) =>
    judgeChanges(
      Array.from({ length: count }, (_, index) => ({ path: `src/n${index}.ts`, content })),
      tree,
      { protected: [] },
    ).map(({ rule }) => rule);

  it('beyond 50 files or 1 MB', () => {
    expect(many(50, 'x')).toEqual([]);
    expect(many(51, 'x')).toEqual(['too-many-files']);
    expect(many(2, 'xxxxxxx\n'.repeat(65_536))).toEqual([]);
    expect(many(2, 'xxxxxxxx\n'.repeat(65_536))).toEqual(['too-large']);
  });
});
