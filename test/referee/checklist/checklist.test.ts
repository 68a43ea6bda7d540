import { describe, expect, it } from 'vitest';
import { inspect } from './inspect.ts';

describe('the checklist of a change', () => {
  const text = 'def run(a):\n    # TODO: finish\n    return a\n';
  const rowsBy = async (...given: Parameters<typeof inspect>) =>
    Object.fromEntries((await inspect(...given)).map(({ item, result, evidence }) => [item, `${result}: ${evidence}`]));

  it('holds a row for each item, with what was seen', async () => {
    expect(await rowsBy({ 'src/a.py': text })).toEqual({
      'type-hints': 'fail: 1 of 1 new functions: `src/a.py:1`',
      docstrings: 'fail: 1 of 1 new public functions and classes: `src/a.py:1`',
      'no-hardcoded-values': 'not-applicable: no added literals',
      'no-todo': 'fail: 1 of 1 added comment lines: `src/a.py:2`',
      'no-secrets': 'pass: changed files: 1, nothing found',
      'import-order': 'not-applicable: no added imports',
      'async-io': 'not-applicable: no asynchronous functions on added lines',
    });
  });

  it('shows what is advisory without failing, and leaves out what is off', async () => {
    const rows = await rowsBy({ 'src/a.py': text }, { checks: { docstrings: 'advisory', 'no-todo': 'off' } });
    expect(rows).toMatchObject({ docstrings: expect.stringMatching(/^advisory: 1 of 1/) });
    expect(rows).not.toHaveProperty('no-todo');
  });

  it('says why an item does not apply', async () => {
    expect(await rowsBy({ 'src/a.js': 'export const a = 1;\n' })).toMatchObject({
      'type-hints': 'not-applicable: plain JavaScript has no type hints',
      'import-order': 'not-applicable: outside Python the order is left to the repository’s own linter',
    });
  });
});
