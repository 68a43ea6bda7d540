import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { resolveSettings } from '../../src/config/resolve.ts';
import { describeUndetected } from '../../src/config/undetected.ts';
import type { DetectedProfile, Detection } from '../../src/languages/profile.ts';

const profile: DetectedProfile = {
  language: 'typescript',
  setup: { run: 'npm ci', keyFiles: ['package-lock.json'], keeps: ['node_modules'] },
  tests: {
    command: 'npm test',
    run: 'npx vitest run --reporter=json',
    report: 'jest-json',
    reportFile: 'vitest.json',
    paths: ['**/*.test.ts'],
    harness: ['vitest.config.ts'],
    environment: { CI: '1' },
    timeout: 300,
  },
  ladder: [{ name: 'tsc', run: 'npx tsc --noEmit', item: 'types' }],
  coverage: { run: 'npx vitest run --coverage', format: 'lcov', file: 'lcov.info' },
  relevantFiles: ['README.md', 'src/**'],
  addDependency: 'npm install',
  protected: ['special.config.ts'],
  evidence: ['package.json'],
};
const detected: Detection = { kind: 'detected', profile };
const unknown: Detection = {
  kind: 'unknown',
  looked: ['package.json', 'pyproject.toml'],
  why: 'No manifest was found.',
};

function resolve(text: string, detection: Detection) {
  const parsed = parseConfig(text);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems[0].found);
  return resolveSettings(parsed.config, detection);
}

function settingsOf(text: string, detection = detected) {
  const resolved = resolve(text, detection);
  if (resolved.kind === 'undetected') throw new Error(describeUndetected(resolved));
  return resolved.settings;
}

describe('resolveSettings', () => {
  it('takes from an empty file what was detected', () => {
    expect(settingsOf('')).toMatchObject({
      language: 'typescript',
      setup: profile.setup,
      tests: profile.tests,
      ladder: profile.ladder,
      coverage: { ...profile.coverage, newLines: 80 },
      relevantFiles: profile.relevantFiles,
      addDependency: 'npm install',
    });
  });

  it.each([
    ['relevantFiles: [lib/**]', { relevantFiles: ['lib/**'] }],
    ['ladder: []', { ladder: [] }],
    ['addDependency: pnpm add', { addDependency: 'pnpm add' }],
    ['setup: null', { setup: undefined }],
    ['setup: make deps', { setup: { run: 'make deps', keyFiles: ['package-lock.json'], keeps: ['node_modules'] } }],
    ['setup: { run: make, keeps: [x] }', { setup: { run: 'make', keyFiles: ['package-lock.json'], keeps: ['x'] } }],
    ['tests: { timeout: 9 }', { tests: { ...profile.tests, timeout: 9 } }],
    ['tests: { environment: { TZ: UTC } }', { tests: { ...profile.tests, environment: { CI: '1', TZ: 'UTC' } } }],
    [
      'tests: { run: my-run }',
      { tests: { ...profile.tests, command: 'my-run', run: 'my-run', reportFile: 'report.json' } },
    ],
    ['tests: { command: make test }', { tests: { ...profile.tests, command: 'make test' } }],
    ['coverage: { newLines: 90 }', { coverage: { ...profile.coverage, newLines: 90 } }],
    ['docs: { changelog: null }', { docs: { changelog: undefined } }],
    ['hammer: { run: ./hammer }', { hammer: { run: './hammer', items: undefined, slower: 3, time: 'advisory' } }],
  ])('lets the file win: %s', (text, expected) => {
    expect(settingsOf(text)).toMatchObject(expected);
  });

  it('turns the coverage item off with the coverage', () => {
    expect(settingsOf('coverage: off')).toMatchObject({
      coverage: undefined,
      checks: { coverage: 'off', lint: 'required' },
    });
  });

  it('protects what the repository names, and always the workflows and this file', () => {
    const own = settingsOf('protected: [migrations/**]').protected;
    expect(own).toEqual(expect.arrayContaining(['migrations/**', '.github/workflows/**', '.github/redfirst.yml']));
    expect(own).not.toContain('special.config.ts');
    expect(settingsOf('').protected).toEqual(expect.arrayContaining(['special.config.ts', '**/CODEOWNERS']));
  });

  it('works from the file alone where nothing was detected', () => {
    const text = 'tests: { run: my-pytest, report: junit-pytest, paths: [t/**] }';
    expect(settingsOf(text, unknown)).toMatchObject({
      language: 'python',
      relevantFiles: ['**'],
      setup: undefined,
      tests: { command: 'my-pytest', reportFile: 'report.xml', paths: ['t/**'], timeout: 600 },
      coverage: undefined,
      addDependency: 'pip install',
    });
  });

  it.each([
    ['', unknown, ['tests.run', 'tests.report', 'tests.paths']],
    ['tests: { run: x, paths: [t/**] }', unknown, ['tests.report']],
    [
      'coverage: { newLines: 90 }',
      { kind: 'detected', profile: { ...profile, coverage: undefined } },
      ['coverage.run', 'coverage.format', 'coverage.file'],
    ],
  ] satisfies [string, Detection, string[]][])('names the missing keys of %j', (text, detection, missingKeys) => {
    expect(resolve(text, detection)).toMatchObject({ kind: 'undetected', missingKeys });
  });

  it('says in words what to set', () => {
    const resolved = resolve('', unknown);
    expect(resolved.kind === 'undetected' && describeUndetected(resolved)).toMatchInlineSnapshot(`
      "No manifest was found. Looked at: \`package.json\`, \`pyproject.toml\`.

      Set in \`.github/redfirst.yml\` on the default branch:

      - \`tests.run\`: Runs all tests and writes the report to \`$REDFIRST_OUT/<reportFile>\`. For example \`uv run pytest -o junit_family=xunit1 --junitxml="$REDFIRST_OUT/report.xml"\`.
      - \`tests.report\`: How the report is read. For example \`junit-pytest\`.
      - \`tests.paths\`: Files that are tests. Only these are written before the tests are frozen, and none of them after. For example \`["tests/**/*.py"]\`."
    `);
  });
});
