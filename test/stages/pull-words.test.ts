import { describe, expect, it } from 'vitest';
import type { ClassifiedTest } from '../../src/domain/red.ts';
import { emptyStatus, type StatusState } from '../../src/domain/status.ts';
import type { StageContext } from '../../src/stages/context.ts';
import { criteriaTable, decisionSection, unexpectedSection } from '../../src/stages/pull-words.ts';

const classified = (name: string, red: boolean): ClassifiedTest => ({
  id: `tests/test_cart.py::${name}`,
  file: 'tests/test_cart.py',
  name,
  class: red ? 'assertion' : 'passes',
  red,
  why: '',
});

describe('the criteria in a pull request', () => {
  it('have a row each, with their tests and how these were seen', () => {
    const tests = [classified('test_empty', true), classified('test_`odd`|name', true), classified('test_old', false)];
    const [first, second, pin] = tests.map(({ id }) => id);
    const traces = [
      { criterion: 'AC-1', text: 'An empty cart\ncosts nothing.', tests: [first ?? ''] },
      { criterion: 'AC-2', text: 'a | b', tests: [second ?? '', pin ?? ''] },
      { criterion: 'AC-3', text: 'Old orders stay.', tests: [pin ?? ''] },
    ];
    expect(
      criteriaTable({ tests, traces }, { red: 'red, then green', pin: 'green throughout' }),
    ).toMatchInlineSnapshot(`
      "| Criterion | Tests | Seen |
      |---|---|---|
      | **AC-1** An empty cart costs nothing. | \`test_empty\` | red, then green |
      | **AC-2** a \\| b | \`test_'odd'\\|name\`<br>\`test_old\` | 1 red, then green; 1 green throughout |
      | **AC-3** Old orders stay. | \`test_old\` | green throughout |"
    `);
  });
});

describe('what else a pull request says', () => {
  const context = (notes: string[], rows: StatusState['rows'] = {}) =>
    ({ plan: { notes }, status: { ...emptyStatus, rows } }) as unknown as StageContext;

  it('what the plan decided, and nothing where it decided nothing', () => {
    expect(decisionSection(context([]))).toEqual([]);
    const decided = 'Decided: Which numbers? Whole ones alone. Because: The issue says no more.';
    const others = ['New dependency `pip install attrs` - Less to write.', 'The function stands alone.'];
    expect(decisionSection(context([decided, ...others]))).toEqual([{ title: 'Decisions', body: `- ${decided}` }]);
    expect(decisionSection(context(others))).toEqual([]);
  });

  it('what was not expected: of the stage that speaks what it met now', () => {
    const row = (text: string) => ({ state: 'done' as const, summary: '', unexpected: [text] });
    const rows = { red: row('A pin.'), verify: row('Long gone.') };
    expect(unexpectedSection(context([], rows), { verify: {} })).toEqual([{ title: 'Not expected', body: '- A pin.' }]);
    expect(unexpectedSection(context([]), {})).toEqual([]);
  });
});
