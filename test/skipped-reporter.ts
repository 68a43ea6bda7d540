import type { Reporter, TestModule } from 'vitest/node';

const reason = /^(.*) \(skipped: (needs .*)\)$/;

/** Says at the end of a run which tests were skipped for want of a toolchain, and which one that was. */
export const skippedReporter: Reporter = {
  onTestRunEnd(modules) {
    const lines = modules.flatMap(skippedIn);
    if (lines.length === 0) return;
    process.stdout.write(`\n Skipped here (node scripts/prepare.ts says how to get what is missing):\n`);
    for (const line of lines) process.stdout.write(`   ${line}\n`);
  },
};

function skippedIn(module: TestModule): string[] {
  return [...module.children.allSuites()].flatMap(suite => {
    const [, title, why] = reason.exec(suite.name) ?? [];
    return title ? [`${title}: ${why}`] : [];
  });
}
