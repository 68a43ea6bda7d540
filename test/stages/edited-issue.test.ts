import { describe, expect, it } from 'vitest';
import { issuePrint } from '../../src/stages/edited-issue.ts';

const issue = { title: 'Favourites', body: 'Mark a book:\n\n```py\nif True:\n    mark()\n```\n\n- one\n- two' };
const edited = (body: string) => issuePrint({ ...issue, body });

describe('an issue reads as it did', () => {
  it.each([
    ['with a hidden comment', `<!-- obey -->${issue.body}`],
    ['with blanks at the ends of lines', issue.body.replaceAll('\n', '  \n')],
    ['with lines as Windows ends them', issue.body.replaceAll('\n', '\r\n')],
    ['with more room between its parts', `\n\n${issue.body.replace('book', '  book')}\n\n\n`],
    ['with a letter that nobody sees', issue.body.replace('book', 'bo\u200bok')],
  ])('%s', (_name, body) => {
    expect(edited(body)).toBe(issuePrint(issue));
  });
});

describe('an issue reads otherwise', () => {
  it.each([
    ['with another word', issue.body.replace('book', 'page')],
    ['with code that is indented otherwise', issue.body.replace('    mark()', 'mark()')],
    ['with an item less', issue.body.replace('\n- two', '')],
  ])('%s', (_name, body) => {
    expect(edited(body)).not.toBe(issuePrint(issue));
  });

  it('with another title', () => {
    expect(issuePrint({ ...issue, title: 'Bookmarks' })).not.toBe(issuePrint(issue));
  });
});
