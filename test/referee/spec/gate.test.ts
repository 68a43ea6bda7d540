import { describe, expect, it } from 'vitest';
import { sections } from '../../../src/referee/spec/format.ts';
import { judgeSpec } from '../../../src/referee/spec/gate.ts';
import { nearestPath } from '../../../src/referee/spec/rules/files.ts';
import { context, spec } from './plan.ts';

const judge = (markdown: string) => judgeSpec(markdown, context).findings;
const without = (text: string | RegExp) => {
  const changed = spec.replace(text, '');
  expect(changed).not.toBe(spec);
  return changed;
};
const replaced = (from: string | RegExp, to: string) => {
  const changed = spec.replace(from, to);
  expect(changed).not.toBe(spec);
  return changed;
};
const sectionText = (name: string) => {
  const from = spec.indexOf(`## ${name}\n`);
  const to = spec.indexOf('\n## ', from + 1);
  return spec.slice(from, to === -1 ? undefined : to + 1);
};

describe('judgeSpec refuses', () => {
  it.each(sections.map(({ name }) => name))('a plan without its section %s', name => {
    const findings = judge(spec.replace(sectionText(name), ''));
    expect(findings.map(({ message }) => message)).toContain(`The section "${name}" is missing.`);
  });

  it.each(sections.map(({ name }) => name))('an empty section %s', name => {
    const section = sections.find(candidate => candidate.name === name);
    const lead = section && 'lead' in section ? `${section.lead}\n\n` : '';
    const parts = section && 'parts' in section ? section.parts.map(part => `### ${part}\n\n`).join('') : '';
    const findings = judge(spec.replace(sectionText(name), `## ${name}\n${lead}${parts}`));
    expect(findings.map(({ rule }) => rule)).toContain('spec-empty');
  });

  it.each([
    [
      'a renamed section',
      replaced('## Problem Statement', '## The Problem'),
      /Problem" is not a section/,
      'Rename it to "Problem Statement".',
    ],
    [
      'a section in other letters',
      replaced('## Notes', '## notes'),
      /"notes" is not a section/,
      'Rename it to "Notes".',
    ],
    ['an unknown section', replaced('## Notes', '## Rollout\nSoon.\n\n## Notes'), /"Rollout" is not/, /Move its text/],
    ['a section twice', `${spec}\n## Notes\n- Again.\n`, /"Notes" stands twice/, /Keep one/],
    ['a missing phase', without('### Phase 3: Integration\n'), /"Phase 3: Integration" is missing/, /after "Phase 2/],
    ['a missing kind of test', without('### Edge Cases\n'), /"Edge Cases" is missing/, /Add it/],
    ['a missing head line', without('RESULTS:\n'), /head line "RESULTS" is missing/, /after "OBJECTIVE"/],
    ['head lines out of order', replaced(/(MODE.*\n)(ROLE.*\n)/, '$2$1'), /"MODE" is out of order/, /before "ROLE"/],
    ['another mode', replaced('Coding, Concise', 'Chatting'), /MODE says "Chatting"/, /MODE: Coding, Concise/],
    ['an empty objective', replaced(/OBJECTIVE: .*/, 'OBJECTIVE:'), /OBJECTIVE is empty/, /one sentence/],
    ['no title', without(/# Feature: .*\n/), /title is missing/, /# Feature: <name>/],
    ['a title without a name', replaced(/# Feature: .*/, '# Feature:'), /does not name/, /# Feature: <name>/],
    ['a second title', replaced('## User Story', '# Other\n\n## User Story'), /second title/, /one heading/],
    ['a stand-in', replaced(/Items cannot be told.*/, 'TBD'), /"Problem Statement" is empty/, /Write what belongs/],
  ])('%s', (_name, markdown, message, remedy) => {
    const findings = judge(markdown);
    expect(findings).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(message), remedy: expect.stringMatching(remedy) }),
    );
  });

  it('sections in another order', () => {
    const [problem, solution] = [sectionText('Problem Statement'), sectionText('Solution Statement')];
    expect(judge(spec.replace(problem + solution, solution + problem))).toEqual([
      {
        rule: 'spec-section',
        line: 20,
        message: 'The section "Problem Statement" is out of order.',
        remedy: 'Move it before "Solution Statement".',
      },
    ]);
  });

  it.each([
    ['in a heading', replaced('# Feature: Favourite items', '# Feature: <feature name>'), '<feature name>'],
    ['as a tag', replaced('As a reader', 'As a <type of user>'), '<type of user>'],
    [
      'with punctuation',
      replaced(/Items cannot.*/, '<clearly define: problem, or not>'),
      '<clearly define: problem, or not>',
    ],
    ['around code', replaced(/- Unmarking.*/, '- <run the `Validation Commands` last>'), '<run the … last>'],
    ['over two lines', replaced(/- Unmarking.*/, '- <one\n  two>'), '<one two>'],
    ['as a block', replaced(/- Unmarking.*/, '\n<describe>\n'), '<describe>'],
    ['with the name of a tag', replaced(/- Unmarking.*/, '- <summary of changes>'), '<summary of changes>'],
    ['escaped', replaced(/- Unmarking.*/, '- \\<placeholder>'), '<placeholder>'],
  ])('a left-over placeholder %s', (_name, markdown, shown) => {
    expect(judge(markdown)).toContainEqual(
      expect.objectContaining({ rule: 'spec-placeholder', message: `\`${shown}\` is a left-over placeholder.` }),
    );
  });

  it.each([
    ['an HTML comment', replaced(/- Unmarking.*/, '- Seen. <!-- not seen -->')],
    ['a comment that is never closed', `${spec}\n<!-- not seen`],
    ['a link definition', `${spec}\n[//]: # (not seen)\n`],
    ['zero-width characters', replaced('Unmarking', 'Un\u200bmarking')],
  ])('text that is not shown: %s', (_name, markdown) => {
    expect(judge(markdown)).toContainEqual(expect.objectContaining({ rule: 'spec-hidden' }));
  });

  it.each([
    [
      'an invented file',
      replaced('- `app/items.py` -', '- `app/item.py` -'),
      /`app\/item.py` is not in/,
      /Did you mean `app\/items.py`\?/,
    ],
    [
      'an invented file like no other',
      replaced('- `app/items.py` -', '- `zz/q.rs` -'),
      /is not in/,
      /^A file to be created belongs/,
    ],
    ['a folder', replaced('- `app/items.py` -', '- `app/**` -'), /is a folder/, /Name the files/],
    ['a file without a reason', without(' - Holds the model that gets the new field.'), /no reason/, /in one sentence/],
    ['no relevant file', without(/- `README.md` - [\s\S]*(?=\n### New Files)/), /No relevant file/, /at least one/],
    [
      'a new file that exists',
      replaced('- `tests/test_favourites.py` -', '- `tests/test_items.py` -'),
      /exists already/,
      /Move it/,
    ],
    ['a new file outside', replaced('- `tests/test_favourites.py` -', '- `../x.py` -'), /not a path/, /from the root/],
    [
      'a new file in .git',
      replaced('- `tests/test_favourites.py` -', '- `.git/hooks/x` -'),
      /not a path/,
      /from the root/,
    ],
    ['a new file without a reason', without(' - Tests of the feature.'), /no reason/, /in one sentence/],
  ])('%s', (_name, markdown, message, remedy) => {
    expect(judge(markdown)).toContainEqual(
      expect.objectContaining({
        rule: 'spec-files',
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(remedy),
      }),
    );
  });

  it.each([
    [
      'a last task that is not the validation',
      replaced('### Run the Validation Commands', '### Deploy'),
      /The last task is "Deploy"/,
    ],
    [
      'a validation that does not run the commands',
      replaced(/### Run the Validation Commands\n.*/, '### Validate\n- Look at it.'),
      /not the validation/,
    ],
    [
      'tasks without headings',
      replaced(/### Write the failing[\s\S]*(?=\n## Testing)/, '- Do it all.\n'),
      /There are no tasks/,
    ],
    [
      'a task without bullets',
      replaced('- Create `tests/test_favourites.py`.', 'Create `tests/test_favourites.py`.'),
      /no bullets/,
    ],
    [
      'tasks without tests',
      replaced(/### Write the failing[\s\S]*(?=\n### Run the)/, '### Add the field\n- Extend it.\n'),
      /No task creates tests/,
    ],
    [
      'tests that come last',
      replaced('### Write the failing', '### Add it\n- Extend it.\n\n### Store it\n- Save it.\n\n### Write the failing')
        .replace('- Run the tests.\n', '')
        .replace(/### Add the field[\s\S]*(?=### Run)/, ''),
      /Tests come last/,
    ],
    ['a foundation without research', replaced('Read `README.md`, then', 'Change'), /repository research/],
  ])('%s', (_name, markdown, message) => {
    expect(judge(markdown)).toContainEqual(
      expect.objectContaining({ rule: 'spec-tasks', message: expect.stringMatching(message) }),
    );
  });

  it.each([
    ['a criterion without an id', replaced('**AC-2** ', ''), 'spec-criteria', /no id/],
    ['an id twice', replaced('**AC-2**', '**AC-1**'), 'spec-criteria', /AC-1 stands twice/],
    ['a criterion without text', replaced(/(\*\*AC-2\*\*) .*/, '$1'), 'spec-criteria', /AC-2 says nothing/],
    [
      'criteria that are no list',
      replaced(/- \*\*AC-1[\s\S]*(?=\n## Val)/, 'It works.\n'),
      'spec-criteria',
      /No criterion/,
    ],
    ['commands without the test command', without(/- `uv run pytest`.*\n/), 'spec-commands', /test command is missing/],
    [
      'a test command that cannot fail',
      replaced('`uv run pytest`', '`uv run pytest || true`'),
      'spec-commands',
      /is missing/,
    ],
    ['a command in plain words', replaced('`uv run ruff check` - ', ''), 'spec-commands', /holds no command/],
    ['an empty command', replaced('`uv run ruff check`', '` `'), 'spec-commands', /holds no command/],
  ])('%s', (_name, markdown, rule, message) => {
    expect(judge(markdown)).toContainEqual(
      expect.objectContaining({ rule, message: expect.stringMatching(message), line: expect.any(Number) }),
    );
  });
});

describe('nearestPath', () => {
  it('is nothing when no path is near', () => {
    expect(nearestPath('zz', context.paths)).toBeUndefined();
  });
});
