import type { Reporter, TestModule } from 'vitest/node';

const reason = /^(.*) \(skipped: (needs .*)\)$/;
const note = /^skipped: (needs .*)$/;

/** Says at the end of a run which tests were skipped for want of something, and what that was. */
export const skippedReporter: Reporter = {
  onTestRunEnd(modules) {
    const lines = modules.flatMap(skippedIn);
    if (lines.length === 0) return;
    process.stdout.write(`\n Skipped here (node scripts/prepare.ts says how to get what is missing):\n`);
    for (const line of lines) process.stdout.write(`   ${line}\n`);
  },
};

/** Suites that were skipped whole, and tests that found out themselves that they cannot run. */
function skippedIn(module: TestModule): string[] {
  const suites = [...module.children.allSuites()].flatMap(suite => {
    const [, title, why] = reason.exec(suite.name) ?? [];
    return title ? [`${title}: ${why}`] : [];
  });
  const tests = [...module.children.allTests('skipped')].flatMap(test => {
    const result = test.result();
    const [, why] = note.exec((result.state === 'skipped' && result.note) || '') ?? [];
    return why ? [`${test.fullName}: ${why}`] : [];
  });
  return [...suites, ...tests];
}
