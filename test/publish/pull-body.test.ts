import { describe, expect, it } from 'vitest';
import { draftPull } from '../../src/publish/pull-body.ts';
import { fillTemplate, templatePath } from '../../src/publish/pull-template.ts';

const template = `<!-- Thanks! -->
# Description
<!-- What and why -->

## Checklist
- [ ] All tests pass
- [ ] All public functions have docstrings
- [ ] I have talked to design
* [ ] No TODO comments

Free words.
`;
const content = {
  title: 'feat: x',
  isReady: false,
  description: 'It marks books.',
  tested: 'Seen to fail first.',
  notes: 'Begin with the plan.',
  sections: [{ title: 'Red evidence', body: 'r' }],
  supported: [],
  passed: [],
};

describe('the pull request template', () => {
  it('keeps every line, adds the description and ticks only what evidence supports', () => {
    const answers = [{ asks: /description/i, text: 'It marks books.', isRequired: true }];
    expect(fillTemplate(template, { answers, supported: ['tests-pass', 'no-todo'], passed: [] })).toBe(`<!-- Thanks! -->
# Description
<!-- What and why -->

It marks books.

## Checklist
- [x] All tests pass
- [ ] All public functions have docstrings
- [ ] I have talked to design
* [x] No TODO comments

Free words.
`);
  });

  it('answers each heading that asks, once, and puts on top what no heading asks for', () => {
    const answers = [
      { asks: /what/i, text: 'D', isRequired: true },
      { asks: /test/i, text: 'T', isRequired: false },
      { asks: /notes/i, text: 'N', isRequired: false },
    ];
    const fill = (text: string) => fillTemplate(text, { answers, supported: [], passed: [] });
    expect(fill('## How tested\n<!-- how -->\n## What was tested\n')).toBe(
      '## How tested\n<!-- how -->\n\nT\n## What was tested\n\nD\n',
    );
    expect(fill('## Notes\nFree\n')).toBe('D\n\n## Notes\n\nN\nFree\n');
  });

  it('clears a box that was ticked without evidence', () => {
    expect(fillTemplate('- [x] All tests pass\n', { answers: [], supported: [], passed: [] })).toBe(
      '- [ ] All tests pass\n',
    );
  });

  it('ticks a box that names a tool only when that tool passed', () => {
    const boxes = '- [ ] ruff check passes\n- [ ] mypy passes\n- [ ] Lint is clean\n';
    const evidence = {
      supported: ['lint', 'types'] as const,
      passed: ['flake8: python3 -m flake8', 'types: python3 -m mypy'],
    };
    expect(fillTemplate(boxes, { answers: [], ...evidence })).toBe(
      '- [ ] ruff check passes\n- [x] mypy passes\n- [x] Lint is clean\n',
    );
  });

  const places: [string, string[], string | undefined][] = [
    [
      '.github first',
      ['pull_request_template.md', '.github/PULL_REQUEST_TEMPLATE.md', 'docs/pull_request_template.md'],
      '.github/PULL_REQUEST_TEMPLATE.md',
    ],
    ['the root', ['src/a.ts', 'PULL_REQUEST_TEMPLATE.txt'], 'PULL_REQUEST_TEMPLATE.txt'],
    ['docs', ['docs/Pull_Request_Template.md'], 'docs/Pull_Request_Template.md'],
    [
      'several: the one for features',
      ['.github/PULL_REQUEST_TEMPLATE/bug.md', '.github/PULL_REQUEST_TEMPLATE/new_feature.md'],
      '.github/PULL_REQUEST_TEMPLATE/new_feature.md',
    ],
    [
      'several: the one for everything',
      ['docs/PULL_REQUEST_TEMPLATE/bug.md', 'docs/PULL_REQUEST_TEMPLATE/default.md'],
      'docs/PULL_REQUEST_TEMPLATE/default.md',
    ],
    [
      'several of which none fits: the first',
      ['PULL_REQUEST_TEMPLATE/release.md', 'PULL_REQUEST_TEMPLATE/bug.md'],
      'PULL_REQUEST_TEMPLATE/bug.md',
    ],
    ['none', ['src/pull_request_template.md'], undefined],
  ];
  it.each(places)('is found in %s', (_, paths, expected) => {
    expect(templatePath(paths)).toBe(expected);
  });
});

describe('the pull request body', () => {
  const context = { issue: 7, template, existing: undefined };

  it('closes the issue and carries the evidence in one marked block', () => {
    const { body } = draftPull(content, context);
    expect(body).toContain('Closes #7');
    expect(body.match(/redfirst:begin/g)).toHaveLength(1);
  });

  it('answers what the template asks, and folds what is long', () => {
    const { body } = draftPull(
      { ...content, sections: [{ title: 'All', body: '| a<br>b<img> |', isFolded: true }] },
      { ...context, template: '## Type of change\n## Summary\n## How was this tested?\n## Notes for reviewers\n' },
    );
    expect(body).toMatchInlineSnapshot(`
      "## Type of change
      ## Summary

      It marks books.
      ## How was this tested?

      Seen to fail first.
      ## Notes for reviewers

      Begin with the plan.

      <!-- redfirst:begin -->

      Closes #7

      <details><summary>All</summary>

      | a<br>b<⁠img> |

      </details>

      <!-- redfirst:end -->"
    `);
  });

  it('replaces its own block and leaves what people wrote', () => {
    const first = draftPull(content, context).body.replace('Free words.', 'Words of a person.');
    const again = draftPull(
      { ...content, sections: [{ title: 'Green evidence', body: 'g' }], supported: ['tests-pass'] },
      { ...context, existing: first },
    ).body;
    expect(again).toContain('Words of a person.');
    expect(again).toContain('- [x] All tests pass');
    expect(again).not.toContain('Red evidence');
    expect(again.match(/redfirst:begin/g)).toHaveLength(1);
    expect(again.match(/It marks books/g)).toHaveLength(1);
  });

  it('mentions nobody, closes no other issue and loads nothing from elsewhere', () => {
    const { body, title } = draftPull(
      {
        ...content,
        title: 'feat: ask @org/all',
        description: 'Closes other/repo#1 ![x](https://evil.test/?d=1) @org <img src=x>',
      },
      { ...context, template: undefined },
    );
    expect(title).not.toMatch(/@org/);
    expect(body).not.toMatch(/@org|repo#1|evil\.test|<img/);
  });
});
