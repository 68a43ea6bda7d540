import { defineConfig } from 'vitest/config';
import { LongOnesFirst } from './test/long-ones-first.ts';
import { skippedReporter } from './test/skipped-reporter.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/fixtures/**', '**/node_modules/**'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    sequence: { sequencer: LongOnesFirst },
    reporters: ['default', skippedReporter],
  },
});
