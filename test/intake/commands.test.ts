import { describe, expect, it } from 'vitest';
import type { Command, CommandName } from '../../src/domain/command.ts';
import { helpLines, renderHelpTable } from '../../src/domain/help.ts';
import { parseComment } from '../../src/intake/commands.ts';

const commands: [string, string, Command][] = [
  ['alone', '/implement', { name: 'implement' }],
  ['after a greeting', 'Thanks, looks good.\n\n/approve', { name: 'approve', hash: undefined }],
  ['on a line inside a paragraph', 'Looks good.\n/implement\nThank you!', { name: 'implement' }],
  ['with lines that end as on Windows', 'Looks good.\r\n/implement\r\nThank you!', { name: 'implement' }],
  ['with spaces before and after it', '   /status   ', { name: 'status' }],
  ['in capitals', '/Implement', { name: 'implement' }],
  ['by its long form', '/redfirst retry', { name: 'retry' }],
  ['by its long form with arguments', '/redfirst approve 3f9a1c2', { name: 'approve', hash: '3f9a1c2' }],
  ['after a quote that has ended', '> /cancel\n\n/implement', { name: 'implement' }],
  ['after a fence', '```\n/cancel\n```\n/implement', { name: 'implement' }],
  ['after a closed HTML comment', '<!-- /cancel -->\n\n/implement', { name: 'implement' }],
  ['after an HTML comment inside a line', 'fine <!-- /cancel -->\n/implement', { name: 'implement' }],
  ['after a list', '- one\n- two\n\n/implement', { name: 'implement' }],
  ['after two dashes in a fence', '```\n--\n```\n\n/implement', { name: 'implement' }],
  ['under a hard line break', 'go  \n/implement', { name: 'implement' }],
  ['the first of two counts', '/approve\n/implement', { name: 'approve', hash: undefined }],
  ['a hash of any case', '/approve 3F9A1C27', { name: 'approve', hash: '3f9a1c27' }],
  ['a hash as it is shown', '/approve `3f9a1c27`', { name: 'approve', hash: '3f9a1c27' }],
  ['feedback on the line', '/revise Use one table.', { name: 'revise', feedback: 'Use one table.' }],
  [
    'feedback to the end of the comment',
    'Hi!\n\n/revise Use one table:\n\n- name\n- price\n\n```sql\n/implement\n```\n',
    { name: 'revise', feedback: 'Use one table:\n\n- name\n- price\n\n```sql\n/implement\n```' },
  ],
  ['a revision without feedback', '/revise', { name: 'revise', feedback: '' }],
  ['feedback below it', '/revise\nUse one table.', { name: 'revise', feedback: 'Use one table.' }],
  ['feedback without the e-mail trailer', '/revise One table.\n\n-- \nAda', { name: 'revise', feedback: 'One table.' }],
  [
    'an amendment of a test',
    '/amend tests/test_a.py::test_a It asks for 7.\n\nIt is 6.',
    { name: 'amend', target: 'tests/test_a.py::test_a', reason: 'It asks for 7.\n\nIt is 6.' },
  ],
  [
    'an amendment of a test with spaces in its name',
    '/amend `test/a.test.ts::adds two numbers` It is 6.',
    { name: 'amend', target: 'test/a.test.ts::adds two numbers', reason: 'It is 6.' },
  ],
  [
    'a waiver of an item',
    '/waive No-Todo It is planned.',
    { name: 'waive', rule: 'no-todo', place: undefined, reason: 'It is planned.' },
  ],
  [
    'a waiver of one line',
    '/waive no-todo `src/a.ts:12` It is planned.\n\nReally.',
    { name: 'waive', rule: 'no-todo', place: { path: 'src/a.ts', line: 12 }, reason: 'It is planned.\n\nReally.' },
  ],
  [
    'a waiver in one file',
    '/waive no-todo setup.py It is planned.',
    { name: 'waive', rule: 'no-todo', place: { path: 'setup.py' }, reason: 'It is planned.' },
  ],
  ['more money', '/continue 2.50', { name: 'continue', budget: '2.50' }],
  ['money with its sign', '/continue $5', { name: 'continue', budget: '$5' }],
  ['more time', '/continue 30 min', { name: 'continue', budget: '30 min' }],
  ['more time, in short', '/continue 30m', { name: 'continue', budget: '30m' }],
  ['help', '/help', { name: 'help' }],
  ['cancel', '/cancel', { name: 'cancel' }],
];

const talk: [string, string][] = [
  ['nothing', ''],
  ['ordinary words', 'Looks good to me.'],
  ['a command in the middle of a line', 'You can say /implement now.'],
  ['a command in a quote', '> /implement'],
  ['a command right below a quote, which Markdown counts to it', '> as I said\n/implement'],
  ['a command in a fence', '```\n/implement\n```'],
  ['a command in a fence that is never closed', '```\n/implement'],
  ['a command in a fence of tildes', '~~~\n/implement\n~~~'],
  ['a command in indented code', 'so:\n\n    /implement'],
  ['a command behind a tab', '\t/implement'],
  ['a command in an HTML comment', '<!--\n/implement\n-->'],
  ['a command in an HTML comment that is never closed', '<!-- note\n\n/implement'],
  ['a command after an HTML comment opened in a line', 'note <!-- hidden\n/implement'],
  ['a command paragraphs after it', 'note <!-- hidden\n\nmore\n\n/implement'],
  ['a command in an HTML block', '<details>\n/implement\n</details>'],
  ['a command in preformatted HTML', '<pre>\n/implement\n</pre>'],
  ['a command in a list', '- /implement'],
  ['a command in a heading', '# /implement'],
  ['a command in a table', '| a |\n| - |\n| /implement |'],
  ['a command in a footnote', 'x[^1]\n\n[^1]: /implement'],
  ['a command in a link', '[\n/implement](https://example.com)'],
  ['a command in code', '`/implement`'],
  ['a command in code over two lines', '`a\n/implement`'],
  ['a command in bold', '**/implement**'],
  ['a command behind a backslash', '\\/implement'],
  ['a command behind an entity', '&#47;implement'],
  ['a command under an e-mail signature', 'Thanks\n\n-- \n/implement'],
  ['a command under a signature right below the text', 'Thanks\n--\n/implement'],
  ['a command in a mail that is answered', 'Thanks\n\nOn Mon, 2 Nov 2026, Ada wrote:\n\n/implement'],
  ['a command below an original message', 'Thanks\n\n-----Original Message-----\n/implement'],
  ['a command with a Cyrillic letter', '/іmplement'],
  ['a command in full-width letters', '／implement'],
  ['a command with a zero-width space in it', '/imple\u200bment'],
  ['a command with a soft hyphen in it', '/imple\u00adment'],
  ['a command that ends in a zero-width joiner', '/implement\u200d'],
  ['a command behind a zero-width space', '\u200b/implement'],
  ['a command behind a byte order mark', '\ufeff/implement'],
  ['a path', '/implement/me.ts'],
  ['a command of another bot', '/lgtm'],
  ['another command of another bot', '/retest all'],
  ['a command of another bot near ours', '/improve'],
  ['a review command of another bot', '/review'],
  ['a slash', '/'],
  ['a comment of a thousand quotes', `${'>'.repeat(1000)}\n\n/implement`],
  ['a command far down in a very long comment', `${'word '.repeat(3000)}\n\n/implement`],
  ['a command that is struck out', '~~so\n/implement\nthen~~'],
];

const unknown: [string, string, RegExp][] = [
  ['a slip of the pen', '/aprove', /^`\/aprove` is no command of mine\. Did you mean `\/approve`\?/],
  ['letters in the wrong order', '/implmeent', /Did you mean `\/implement`/],
  ['one letter too many', '/cancell', /Did you mean `\/cancel`/],
  ['an unknown word under our name', '/redfirst ship', /^`\/redfirst ship` is no command.*`\/help`/],
  ['our name alone', '/redfirst', /`\/help`/],
  ['an amendment of nothing', '/amend', /`\/amend <test or path> <reason>`/],
  ['an amendment without a reason', '/amend tests/test_a.py', /the reason is missing/],
  ['a waiver without a reason', '/waive no-todo src/a.ts:12', /the reason is missing/],
  ['a waiver of nothing', '/waive', /`\/waive <item or rule>/],
  ['a budget without an amount', '/continue', /`\/continue <budget>`/],
  ['a budget in words', '/continue a bit', /`\/continue <budget>`/],
  ['an approval of something that is no hash', '/approve looks good', /`\/approve \[hash\]`/],
  ['an argument where none belongs', '/implement please', /`\/implement` stands alone/],
  ['the same under our name', '/redfirst cancel now', /`\/cancel` stands alone/],
];

describe('a comment is a command', () => {
  it.each(commands)('%s', (_name, body, command) => {
    expect(parseComment(body)).toEqual({ kind: 'command', command });
  });
});

describe('a comment is talk', () => {
  it.each(talk)('%s', (_name, body) => {
    expect(parseComment(body)).toEqual({ kind: 'talk' });
  });
});

describe('a comment is meant for us and not understood', () => {
  it.each(unknown)('%s', (_name, body, problem) => {
    expect(parseComment(body)).toMatchObject({ kind: 'unknown', problem: expect.stringMatching(problem) });
  });
});

describe('help', () => {
  it.each(Object.entries(helpLines))('the example for %s is that command', (name, { example, usage }) => {
    const parsed = parseComment(example);
    expect(parsed.kind === 'command' && parsed.command.name).toBe(name as CommandName);
    expect(renderHelpTable()).toContain(usage);
  });
});

describe('a hostile comment', () => {
  const size = 65_536;
  const bait: [string, string][] = [
    ['quotes', `${'>'.repeat(size - 20)}\n\n/implement`],
    ['brackets', `${'['.repeat(size - 20)}\n\n/implement`],
    ['emphasis', `${'_a*'.repeat(size / 3 - 10)}\n\n/implement`],
    ['asterisks', `${'*a '.repeat(size / 3 - 10)}\n\n/implement`],
    ['backticks', `${'`a``'.repeat(size / 4 - 10)}\n\n/implement`],
    [
      'nested lists',
      `${Array.from({ length: 350 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')}\n\n/implement`,
    ],
    ['links', `${'[a](b'.repeat(size / 5 - 10)}\n\n/implement`],
    ['HTML', `${'<a '.repeat(size / 3 - 10)}\n\n/implement`],
    ['other commands', '/a\n'.repeat(size / 3)],
    ['many commands', '/implement\n'.repeat(size / 11)],
  ];
  it.each(bait)('of %s costs little and is not misread', (_name, body) => {
    const before = process.cpuUsage();
    const parsed = parseComment(body.slice(0, size));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000, 'milliseconds of CPU').toBeLessThan(1000);
    expect(['command', 'talk']).toContain(parsed.kind);
  });
});
