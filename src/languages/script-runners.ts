import type { ReportFormat } from '../domain/settings.ts';

/** What we know of one JavaScript test runner. */
export interface ScriptRunner {
  name: 'vitest' | 'jest' | 'mocha' | 'node';
  report: ReportFormat;
  reportFile: string;
  /** The command up to where the repository's own arguments follow. */
  run: string;
  paths: string[];
  coverage: { run: string; file: string } | undefined;
}

const code = '{js,jsx,ts,tsx,mjs,cjs,mts,cts}';

/** Coverage goes into a directory of its own, because some runners empty it first. */
const lcov = 'coverage/lcov.info';

/** Runners by name, each with its own report and its own conventions for file names (from each runner's documentation). */
export const scriptRunners: Record<ScriptRunner['name'], ScriptRunner> = {
  vitest: {
    name: 'vitest',
    report: 'jest-json',
    reportFile: 'report.json',
    run: 'npx --no-install vitest run --reporter=default --reporter=json --outputFile.json=$REDFIRST_OUT/report.json --bail=0',
    paths: [`**/*.{test,spec}.${code}`],
    coverage: {
      run: 'npx --no-install vitest run --coverage.enabled --coverage.reporter=lcovonly --coverage.reportsDirectory=$REDFIRST_OUT/coverage --coverage.reportOnFailure --bail=0',
      file: lcov,
    },
  },
  jest: {
    name: 'jest',
    report: 'jest-json',
    reportFile: 'report.json',
    run: 'npx --no-install jest --ci --json --outputFile=$REDFIRST_OUT/report.json --bail=0 --no-cache --coverage=false',
    paths: [`**/*.{test,spec}.${code}`, `**/__tests__/**/*.${code}`],
    coverage: {
      run: "npx --no-install jest --ci --no-cache --coverage --coverageReporters=lcovonly --coverageDirectory=$REDFIRST_OUT/coverage --coverageThreshold='{}'",
      file: lcov,
    },
  },
  mocha: {
    name: 'mocha',
    report: 'mocha-json',
    reportFile: 'report.json',
    run: 'npx --no-install mocha --no-bail --reporter json --reporter-option output=$REDFIRST_OUT/report.json',
    paths: [`**/*.{test,spec}.${code}`, `test/**/*.${code}`],
    coverage: {
      run: 'npx --no-install c8 --reporter=lcovonly --reports-dir=$REDFIRST_OUT/coverage mocha --no-bail',
      file: lcov,
    },
  },
  node: {
    name: 'node',
    report: 'junit-node',
    reportFile: 'report.xml',
    run: 'node --test --test-reporter=junit --test-reporter-destination=$REDFIRST_OUT/report.xml --test-reporter=spec --test-reporter-destination=stdout',
    paths: [
      `**/*.{test,spec}.${code}`,
      `**/*{-,_}test.${code}`,
      `**/test-*.${code}`,
      `**/test.${code}`,
      `**/test/**/*.${code}`,
    ],
    coverage: {
      run: 'node --test --experimental-test-coverage --test-reporter=lcov --test-reporter-destination=$REDFIRST_OUT/lcov.info',
      file: 'lcov.info',
    },
  },
};

/** What a repository's own script says of its runner: settings of the environment, flags of Node, arguments. */
export interface RunnerScript {
  runner: ScriptRunner;
  environment: string;
  arguments: string;
}

const simple = /^\s*((?:[A-Z_][A-Z0-9_]*=(?:"[^"]*"|'[^']*'|\S+)\s+)*)(?:npx\s+)?(?:(node)\s+)?(.*)$/;
const ours =
  /^(?:run|watch|-w|-b|-R|--ci|--bail\S*|--silent|--watch\S*|--coverage\S*|--reporter\S*|--json|--outputFile\S*|--test|--test-reporter\S*|--experimental-test-coverage)$/;

/** Reads a script such as `NODE_OPTIONS=--experimental-vm-modules jest --config x.js`; one of several commands is not read. */
export function readRunnerScript(script: string): RunnerScript | undefined {
  if (/[;&|<>`]|\$\(/.test(script)) return undefined;
  const [, environment = '', node, rest = ''] = simple.exec(script.replace(/^\s*cross-env\s+/, '')) ?? [];
  const words = rest.split(/\s+/).filter(Boolean);
  const at = words.findIndex(word => /(?:^|\/)_?(?:vitest|jest|mocha)(?:\.m?js)?$/.test(word));
  if (at < 0) return node && words.includes('--test') ? scriptOf('node', environment, words) : undefined;
  const name = (['vitest', 'jest', 'mocha'] as const).find(each => words[at]?.includes(each));
  return name && scriptOf(name, environment, words.slice(at + 1));
}

function scriptOf(name: ScriptRunner['name'], environment: string, words: string[]): RunnerScript {
  const kept = words.filter(
    (word, index) => !ours.test(word) && !/^--(?:reporter|outputFile)$/.test(words[index - 1] ?? ''),
  );
  return { runner: scriptRunners[name], environment, arguments: kept.map(word => ` ${word}`).join('') };
}
