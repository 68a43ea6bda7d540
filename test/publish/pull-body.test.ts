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
  sections: [{ title: 'Red evidence', body: 'r' }],
  supported: [],
};

describe('the pull request template', () => {
  it('keeps every line, adds the description and ticks only what evidence supports', () => {
    expect(
      fillTemplate(template, { description: 'It marks books.', supported: ['tests-pass', 'no-todo'] }),
    ).toBe(`<!-- Thanks! -->
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

  it('clears a box that was ticked without evidence', () => {
    expect(fillTemplate('- [x] All tests pass\n', { description: undefined, supported: [] })).toBe(
      '- [ ] All tests pass\n',
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
      'one of several',
      ['.github/PULL_REQUEST_TEMPLATE/feature.md', '.github/PULL_REQUEST_TEMPLATE/bug.md'],
      '.github/PULL_REQUEST_TEMPLATE/bug.md',
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
