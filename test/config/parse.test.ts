import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { describeProblems } from '../../src/config/problems.ts';
import { checklistItems } from '../../src/domain/settings.ts';

function configOf(text: string | undefined) {
  const parsed = parseConfig(text);
  if (parsed.kind === 'invalid') throw new Error(describeProblems(parsed.problems));
  return parsed.config;
}

function problemsIn(text: string): string {
  const parsed = parseConfig(text);
  return parsed.kind === 'invalid' ? describeProblems(parsed.problems) : '';
}

describe('parseConfig', () => {
  it.each([
    ['a missing file', undefined],
    ['an empty file', ''],
    ['comments alone', '# nothing yet\n'],
    ['null', '~'],
  ])('gives the defaults for %s', (_name, text) => {
    expect(configOf(text)).toMatchObject({
      label: 'tdd-feature',
      approval: 'required',
      root: '.',
      tests: {},
      docs: { changelog: 'CHANGELOG.md' },
      budget: { usd: 5, minutes: 60 },
    });
  });

  it('requires every item of the checklist but the three that are judged by patterns', () => {
    const { checks } = configOf(undefined);
    expect(Object.keys(checks)).toEqual([...checklistItems]);
    expect(checklistItems.filter(item => checks[item] !== 'required')).toEqual([
      'no-hardcoded-values',
      'import-order',
      'async-io',
    ]);
  });

  it('replaces a list, and keeps what is not named', () => {
    const { docs, checks } = configOf('docs:\n  governed: [NOTES.md]\nchecks:\n  coverage: off\n');
    expect(docs).toEqual({ governed: ['NOTES.md'], changelog: 'CHANGELOG.md' });
    expect(checks).toMatchObject({ coverage: 'off', lint: 'required' });
  });

  it.each([
    ['setup: uv sync', 'uv sync'],
    ['setup: null', null],
    ['setup: { run: make deps, keyFiles: [deps.txt] }', { run: 'make deps', keyFiles: ['deps.txt'] }],
  ])('reads %s', (text, setup) => {
    expect(configOf(text).setup).toEqual(setup);
  });

  it.each([
    ['another word', 'approval: maybe', '- `approval`: found `"maybe"`; allowed: `required` or `auto`.'],
    [
      'an unknown key',
      'tests: { runs: x }',
      /^- `tests\.runs`: found an unknown key; allowed: `command`, `run`, `report`/,
    ],
    ['a key that every object has', '__proto__: { a: 1 }', /^- `__proto__`: found an unknown key/],
    ['an unknown check', 'checks: { style: off }', /^- `checks\.style`: found an unknown key; allowed: `type-hints`/],
    [
      'a path that leaves the repository',
      'root: ../other',
      '- `root`: found `"../other"`; allowed: path inside the repository.',
    ],
    [
      'an absolute glob',
      'relevantFiles: [/etc/*]',
      '- `relevantFiles[0]`: found `"/etc/*"`; allowed: glob inside the repository.',
    ],
    ['an empty list of tests', 'tests: { paths: [] }', /^- `tests\.paths`: found `\[\]`; allowed: non-empty list/],
    [
      'a rung without a command',
      'ladder: [{ name: Lint }]',
      '- `ladder[0].run`: found nothing; allowed: shell command.',
    ],
    [
      'a setup of another kind',
      'setup: 3',
      '- `setup`: found `3`; allowed: `null` or shell command or mapping with `run`, `keyFiles` or `keeps`.',
    ],
    ['a wrong part of a setup', 'setup: { run: 3 }', '- `setup.run`: found `3`; allowed: shell command.'],
    [
      'a percentage too high',
      'coverage: { newLines: 101 }',
      '- `coverage.newLines`: found `101`; allowed: number from 0 to 100.',
    ],
    ['no budget', 'budget: { usd: 0 }', '- `budget.usd`: found `0`; allowed: number above 0, at most 1000.'],
    [
      'a number as an environment variable',
      'tests: { environment: { PORT: 1 } }',
      '- `tests.environment.PORT`: found `1`; allowed: text in quotes.',
    ],
    [
      'a report name with a folder',
      'tests: { reportFile: ../x }',
      '- `tests.reportFile`: found `"../x"`; allowed: file name.',
    ],
    ['a branch like an option', 'base: --upload-pack=x', '- `base`: found `"--upload-pack=x"`; allowed: branch.'],
    ['a list at the top', '- label', /^- the file: found `\["label"\]`; allowed: mapping with `label`/],
    ['text at the top', 'hello', /^- the file: found `"hello"`; allowed: mapping with/],
    ['a key twice', 'label: a\nlabel: b', /^- `line 2, column 1`: found Map keys must be unique; allowed: YAML 1.2/],
    ['a list that is never closed', 'a: [', /^- `line 1, column \d+`: found Flow sequence.*; allowed: YAML 1.2/],
    ['a tab', '\tlabel: a', /^- `line 1, column 1`: found Tabs are not allowed/],
    ['an alias of nothing', 'label: *name', /^- the file: found Unresolved alias.*; allowed: aliases of anchors/],
    ['a long value', `base: "${'x'.repeat(500)}"`, /^- `base`: found `"x{58}…`; allowed: branch\.$/],
  ])('refuses %s', (_name, text, message) => {
    const problems = problemsIn(text);
    expect(problems.split('\n')).toHaveLength(1);
    expect(problems).toMatch(message);
  });

  it('names every problem at once', () => {
    expect(problemsIn('approval: maybe\nlabels: x\nbudget: { minutes: -1 }').split('\n')).toHaveLength(3);
  });

  it('refuses aliases that multiply', () => {
    const levels = Array.from(
      { length: 8 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    );
    expect(problemsIn(['l0: &l0 [x]', ...levels].join('\n'))).toMatch(/Excessive alias count/);
  });

  it('refuses a file that is too long before reading it', () => {
    expect(problemsIn(`label: "${'x'.repeat(70_000)}"`)).toMatch(/found 700\d\d characters; allowed: at most 65536/);
  });

  it('pollutes nothing', () => {
    problemsIn('__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
