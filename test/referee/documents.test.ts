import { describe, expect, it } from 'vitest';
import type { DocumentRule } from '../../src/domain/settings.ts';
import { askedRules, judgeDocuments } from '../../src/referee/documents.ts';

const rule = (change: DocumentRule['change'], ...documents: string[]): DocumentRule => ({
  change,
  documents,
  isConfigured: false,
});
const rules = [
  rule('user-facing', 'CHANGELOG.md'),
  rule('build', 'BUILD.md'),
  rule('pattern', 'CONVENTIONS.md'),
  rule('progress', 'PROGRESS.md', 'CURRENT_STATUS.md'),
  rule('decision', 'ELICITATIONS.md'),
];
const all = rules.flatMap(({ documents }) => documents);
const isCode = (path: string) => path.startsWith('src/');

interface Over {
  changed: string[];
  existing?: string[];
  decisions?: number;
  rules?: DocumentRule[];
}
const caseOf = ({ changed, existing = all, decisions = 0, ...over }: Over) => ({
  ...{ rules, governed: all, isCode, changed, existing, decisions },
  ...over,
});
const asked = (over: Over) => askedRules(caseOf(over)).map(({ change }) => change);
const judge = (over: Over) => judgeDocuments(caseOf(over));

describe('which change asks for which document', () => {
  it.each<[string, Over, string[]]>([
    ['code: an entry and a step forward', { changed: ['src/a.ts'] }, ['user-facing', 'progress']],
    ['tests alone: nothing', { changed: ['tests/a.ts'] }, []],
    ['documents alone: nothing', { changed: ['README.md', 'docs/api.md'] }, []],
    ['what is depended on: how it is built', { changed: ['package.json'] }, ['build']],
    ['what builds it, in a folder', { changed: ['api/Makefile'] }, ['build']],
    ['a plan that decided something: the log of decisions', { changed: [], decisions: 1 }, ['decision']],
    ['a document that is not there: nothing', { changed: ['src/a.ts'], existing: ['src/a.ts'] }, []],
  ])('%s', (_, over, expected) => {
    expect(asked(over)).toEqual(expected);
  });

  it.each([
    'release-please-config.json',
    '.github/release-please.yml',
    '.changeset/config.json',
    '.releaserc.json',
    'packages/a/release.config.mjs',
    '.versionrc.js',
    'cliff.toml',
    'newsfragments/12.feature.md',
  ])('a changelog that is made at the release is not asked for: %s', path => {
    expect(asked({ changed: ['src/a.ts'], existing: [...all, path] })).toEqual(['progress']);
  });

  it('but where the repository names it itself it is, whatever makes releases', () => {
    const own = [{ ...rule('user-facing', 'CHANGELOG.md'), isConfigured: true }];
    expect(asked({ changed: ['src/a.ts'], existing: [...all, 'cliff.toml'], rules: own })).toEqual(['user-facing']);
  });

  it('that the repository names itself, whether it is there or not', () => {
    const own = [{ ...rule('user-facing', 'docs/news.md'), isConfigured: true }];
    expect(asked({ changed: ['src/a.ts'], existing: [], rules: own })).toEqual(['user-facing']);
  });
});

describe('documents', () => {
  it('say which rule applied and which document answered it', () => {
    expect(judge({ changed: ['src/a.ts', 'CHANGELOG.md', 'CURRENT_STATUS.md', 'CONVENTIONS.md'] })).toEqual({
      findings: [],
      evidence: [
        'user-facing change: `CHANGELOG.md`',
        'new pattern: `CONVENTIONS.md`',
        'progress: `CURRENT_STATUS.md`',
      ].join('; '),
    });
  });

  it('that are owed are named, with the rule', () => {
    const { findings, evidence } = judge({ changed: ['src/a.ts', 'pyproject.toml', 'PROGRESS.md'] });
    expect(findings.map(({ rule: name, path, message }) => [name, path, message])).toEqual([
      ['changelog', 'CHANGELOG.md', 'A user-facing change asks for `CHANGELOG.md`, which was not updated.'],
      [
        'build',
        'BUILD.md',
        'A new dependency or build command (`pyproject.toml`) asks for `BUILD.md`, which was not updated.',
      ],
    ]);
    expect(evidence).toContain('progress: `PROGRESS.md`');
  });

  it('that are owed come with what to do, and with how to say that they are not kept with each change', () => {
    const [entry, progress] = judge({ changed: ['src/a.ts'] }).findings;
    const own = [{ ...rule('user-facing', 'CHANGELOG.md'), isConfigured: true }];
    const [named] = judge({ changed: ['src/a.ts'], rules: own }).findings;
    const add = 'Add what changed, in the form that the document already has';
    expect(entry?.remedy).toBe(
      `${add}; where it is written at the release, say so in .github/redfirst.yml: \`docs: { changelog: null }\`.`,
    );
    expect([progress?.remedy, named?.remedy]).toEqual([`${add}.`, `${add}.`]);
  });

  it('of several that a rule names one is enough, and all are named when none is there', () => {
    const [, progress] = judge({ changed: ['src/a.ts'] }).findings;
    expect(progress?.message).toContain('`PROGRESS.md` or `CURRENT_STATUS.md`');
  });

  it('that nothing asks for are not claimed', () => {
    expect(judge({ changed: ['src/a.ts'], existing: [] })).toEqual({ findings: [], evidence: undefined });
  });

  it('outside every rule are named all the same', () => {
    const other = judge({ changed: ['src/a.ts', 'README.md', 'docs/api.md'], existing: [] });
    expect(other.evidence).toBe('also updated: `README.md`, `docs/api.md`');
  });
});
