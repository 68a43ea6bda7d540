import { describe, expect, it } from 'vitest';
import { judgeTestingPlan } from '../../../src/referee/step/testing-plan.ts';

const template = '# Testing plan of <step>\n\n## Unit\n\n## Integration\n\n## End-to-end\n';
const good = '# Testing plan of step 2\n\n## Unit\n\n- [ ] AC-1\n\n## Integration\n\nNone.\n\n## End-to-end\n\nNone.\n';
const problems = (content: string, over: object = {}) =>
  judgeTestingPlan(content, { template, criteria: ['AC-1'], ...over }).map(({ message }) => message);

describe('a testing plan', () => {
  it('follows its template, and names every kind of test and every criterion', () => {
    expect(problems(good)).toEqual([]);
    expect(problems('Unit, integration and e2e: AC-1.', { template: undefined })).toEqual([]);
    expect(problems('# Testing\n\n## Integration\n\n## Unit\n\nAC-11')).toEqual([
      'The heading "Integration" of the template is not in its place.',
      'The heading "End-to-end" of the template is not in its place.',
      'It says nothing of end-to-end tests.',
      'It does not name AC-1.',
    ]);
  });

  it.each([
    ['a ticked box', '- [x] AC-1'],
    ['a tick', '- AC-1 ✅'],
    ['a box in a cell', '| AC-1 | [x] |\n|---|---|\n| a | b |'],
    ['a result in a cell', '| Case | Result |\n|---|---|\n| AC-1 | PASSED |'],
    ['a status', '**Status:** passed (AC-1)'],
  ])('has nothing that is passed: not %s', (_what, text) => {
    const passed = 'Something is marked as passed, and nothing has been tested yet.';
    expect(problems(good.replace('- [ ] AC-1', text))).toEqual([passed]);
  });

  it('may say what has to pass', () => {
    expect(problems(good.replace('None.', 'Every case has to pass. Status: open'))).toEqual([]);
  });
});
