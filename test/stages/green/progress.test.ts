import { describe, expect, it } from 'vitest';
import { brandRedProof } from '../../../src/domain/red.ts';
import type { TestReport, TestStatus } from '../../../src/domain/test-report.ts';
import { progressOf } from '../../../src/stages/green/progress.ts';

const file = 'tests/test_shelf.py';
const evidence = { command: 'pytest', exitCode: 1, seconds: 1, output: 'boom in 0.2s' };
const traces = [
  { criterion: 'AC-1', text: 'Books can be marked.', tests: [`${file}::test_mark`, `${file}::test_unmark`] },
  { criterion: 'AC-2', text: 'Marked books are listed.', tests: [`${file}::test_list`] },
];
const proof = brandRedProof({
  tests: [],
  traces,
  redAtBase: [],
  waiting: [],
  mustPass: [...traces.flatMap(({ tests }) => tests), `${file}::test_old`],
});

function reportOf(results: Record<string, TestStatus>): TestReport {
  return {
    kind: 'ran',
    evidence,
    collectionErrors: [],
    results: Object.entries(results).map(([name, status]) => ({
      id: `${file}::${name}`,
      file,
      name,
      status,
      seconds: 0,
      ...(status === 'passed' ? {} : { failure: { message: `assert ${name}`, detail: `> assert ${name}\nin 0.3s` } }),
    })),
  };
}

describe('the progress of a run', () => {
  it('is told by criterion, in the order of the plan, with the first failures and what is next', () => {
    const { isGreen, text, note } = progressOf(
      reportOf({ test_mark: 'passed', test_unmark: 'passed', test_list: 'failed', test_old: 'passed' }),
      proof,
    );
    expect(isGreen).toBe(false);
    expect(note).toBe('3 tests passed, 1 failed, 0 skipped');
    expect(text).toBe(
      [
        '3 tests passed, 1 failed, 0 skipped.',
        '- AC-1 is green: 2 tests.',
        '- AC-2 is red (Marked books are listed.): 1 of 1 test red.',
        `  ${file}::test_list:`,
        '    > assert test_list',
        '    in <time>',
        'Next: AC-2.',
      ].join('\n'),
    );
  });

  it('says which tests did not run, and what broke beside the criteria', () => {
    const { text } = progressOf(reportOf({ test_mark: 'passed', test_list: 'passed', test_old: 'failed' }), proof);
    expect(text).toContain('- AC-1 is red (Books can be marked.): 1 test did not run.');
    expect(text).toContain(
      `Red beside the criteria:\n- ${file}: \`${file}::test_unmark\` has to pass and did not run.`,
    );
    expect(text).toContain(`\`${file}::test_old\` is red: assert test_old`);
    expect(text).not.toContain('`::test_list`');
  });

  it('of one criterion says nothing of the others', () => {
    const report = reportOf({ test_list: 'passed' });
    expect(progressOf(report, proof, traces[1])).toMatchObject({ isGreen: true });
    expect(progressOf(report, proof).isGreen).toBe(false);
  });

  it('is green when everything is', () => {
    const all = reportOf({ test_mark: 'passed', test_unmark: 'passed', test_list: 'passed', test_old: 'passed' });
    expect(progressOf(all, proof).isGreen).toBe(true);
  });

  it('of a run that says nothing is what it printed', () => {
    const report: TestReport = { kind: 'unusable', reason: 'no-report', detail: 'no report was written', evidence };
    expect(progressOf(report, proof)).toMatchObject({
      isGreen: false,
      text: 'The tests say nothing: no report was written\n\nboom in <time>',
    });
  });
});
