import { describe, expect, it } from 'vitest';
import { testText } from '../../../src/stages/plan/test-text.ts';
import type { Survey } from '../../../src/writer/survey.ts';

const outline = (path: string) => ({ path, symbols: [], isShown: true });
const found: Pick<Survey, 'tests' | 'files' | 'outlines'> = {
  files: ['app/items.py', 'tests/test_items.py', 'app/orders.py'].map(path => ({ path, text: '', symbols: [] })),
  outlines: ['app/items.py', 'tests/test_items.py', 'app/orders.py'].map(outline),
  tests: [{ path: 'tests/test_items.py', touches: ['app/items.py'] }],
};

describe('what a plan is told of the tests', () => {
  it('are those that touch a file, the files that none touches, and what they run of each file', () => {
    expect(testText(found, new Map([['app/items.py', { covered: 5, total: 6 }]]))).toBe(
      [
        'tests/test_items.py: touches app/items.py',
        'No test touches app/orders.py',
        'Tests run 83 % of the lines of app/items.py (5 of 6)',
        'How much tests run of app/orders.py is not known',
      ].join('\n'),
    );
  });

  it('is said to be not known where nothing was measured', () => {
    expect(testText(found, undefined)).toContain('How much tests run of app/items.py, app/orders.py is not known');
    expect(testText({ files: [], outlines: [], tests: [] }, undefined)).toBe('');
  });
});
