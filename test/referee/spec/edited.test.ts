import { describe, expect, it } from 'vitest';
import { judgeSpec } from '../../../src/referee/spec/gate.ts';
import { context, spec } from './plan.ts';

describe('judgeSpec accepts a plan that a person has edited', () => {
  it.each([
    ['other bullet characters', spec.replaceAll(/^- /gm, '* ')],
    ['Windows line ends', spec.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${spec}`],
    ['blank lines around headings', spec.replaceAll(/^(#+ .*)$/gm, '\n$1\n')],
    ['wrapped lines', spec.replace('A reader marks items to', 'A reader marks items\nto')],
    [
      'a wrapped objective',
      spec.replace('mark an item as a favourite.\nRESULTS', 'mark an item\nas a favourite.\nRESULTS'),
    ],
    ['filled results', spec.replace('RESULTS:', 'RESULTS: a favourite that is kept')],
    ['extra paragraphs', spec.replace('## User Story', 'One more thought.\n\n## User Story')],
    ['an added criterion', spec.replace(/(- \*\*AC-2.*\n)/, '$1- **AC-3** It is kept after a restart.\n')],
    ['a removed criterion', spec.replace(/- \*\*AC-1.*\n/, '')],
    ['criteria as a task list', spec.replaceAll('- **AC-', '- [ ] **AC-')],
    [
      'numbered tasks',
      spec.replace('### Write the', '### 1. Write the').replace('### Run the', '### 3. Validate: run the'),
    ],
    ['code with angle brackets', spec.replace('- Unmarking', '- Use `List<int>` here. Unmarking')],
    ['a fenced block with a comment', `${spec}\n\`\`\`html\n<!-- shown -->\n<describe>\n## Heading\n\`\`\`\n`],
    ['comparisons', spec.replace('- Unmarking', '- If a < b and c > d. Unmarking')],
    [
      'commands in a fenced block',
      spec.replace(/- `uv run pytest`.*\n- .*\n/, '```sh\nuv run pytest\nuv run ruff check\n```\n'),
    ],
    ['setext headings', spec.replace('## Notes\n', 'Notes\n-----\n')],
    [
      'a table and a folded section',
      spec.replace('## Notes\n', '## Notes\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n<details>\n\nMore.\n\n</details>\n\n'),
    ],
    [
      'text in another language',
      spec.replace('Items cannot be told apart once there are many of them.', '項目を区別できません。'),
    ],
  ])('%s', (_name, markdown) => {
    expect(markdown).not.toBe(spec);
    expect(judgeSpec(markdown, context).findings).toEqual([]);
  });

  it('and reads the added criterion', () => {
    const edited = spec.replace(/(- \*\*AC-2.*\n)/, '$1- **AC-3** It is kept after a restart.\n');
    expect(judgeSpec(edited, context).spec.criteria.at(-1)).toEqual({
      id: 'AC-3',
      text: 'It is kept after a restart.',
    });
  });
});
