import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lcovParser } from '@friedemannsommer/lcov-parser';
import type { SampleName } from '../../demo/scripted-model/samples.ts';

const run = promisify(execFile);

/** How a sample is worked on by hand, as its README says. */
interface Runner {
  setup: string[];
  /** Commands of static analysis, each of which must end with 0. */
  static: string[][];
  /** Test id → `''` when it passed, else the first line of why it failed. */
  test(directory: string): Promise<Map<string, string>>;
  coverage: string[];
}

export const runners: Record<SampleName, Runner> = {
  'python-shelf': {
    setup: [],
    static: [
      ['/usr/bin/python3', '-m', 'flake8', 'src', 'tests', 'tools'],
      ['/usr/bin/python3', '-m', 'mypy'],
      ['/usr/bin/python3', 'tools/hammer.py', '--size', '50'],
    ],
    test: testWithPytest,
    coverage: ['/usr/bin/python3', '-m', 'pytest', '--cov', '--cov-report=lcov:coverage/lcov.info'],
  },
  'typescript-rates': {
    setup: ['npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund'],
    static: [
      ['npm', 'run', 'typecheck'],
      ['npm', 'run', 'lint'],
    ],
    test: testWithVitest,
    coverage: ['npx', 'vitest', 'run', '--coverage', '--coverage.reporter=lcovonly'],
  },
};

/** Runs a command in a directory; its output when it ended with something else than 0. */
export async function complaintOf(command: string[], directory: string): Promise<string> {
  const { ok, output } = await outputOf(command, directory);
  return ok ? '' : output || 'no output';
}

/** Wide, because pytest cuts the reason of a failure to the width of the terminal. */
const environment = { ...process.env, COLUMNS: '500', NO_COLOR: '1' };

async function outputOf([program = '', ...args]: string[], cwd: string): Promise<{ ok: boolean; output: string }> {
  try {
    const { stdout } = await run(program, args, { cwd, env: environment });
    return { ok: true, output: stdout };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { ok: false, output: stdout + stderr || String(error) };
  }
}

async function testWithPytest(directory: string): Promise<Map<string, string>> {
  const command = ['/usr/bin/python3', '-m', 'pytest', '-q', '--tb=no', '-rA'];
  const { output } = await outputOf(command, directory);
  const lines = output.matchAll(/^(PASSED|FAILED|ERROR) (\S+(?:\[.*?\])?)(?: - (.*))?$/gm);
  return new Map([...lines].map(([, word, id = '', why = '']) => [id, word === 'PASSED' ? '' : why || 'failed']));
}

async function testWithVitest(directory: string): Promise<Map<string, string>> {
  await complaintOf(['npx', 'vitest', 'run', '--reporter=json', '--outputFile=report.json'], directory);
  const report = JSON.parse(await readFile(join(directory, 'report.json'), 'utf8')) as {
    testResults: { name: string; assertionResults: { fullName: string; failureMessages: string[] }[] }[];
  };
  const results = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, failureMessages }) => {
      const why = failureMessages[0]?.split('\n')[0] ?? '';
      return [`${name.slice(directory.length + 1)}::${fullName}`, why] as const;
    }),
  );
  return new Map(results);
}

/** Lines that a coverage run measured, by file: whether they were executed. */
export async function coverageOf(name: SampleName, directory: string): Promise<Map<string, Map<number, boolean>>> {
  const complaint = await complaintOf(runners[name].coverage, directory);
  if (complaint) throw new Error(complaint);
  const sections = await lcovParser({ from: await readFile(join(directory, 'coverage', 'lcov.info')) });
  return new Map(
    sections.map(({ path, lines }) => [path, new Map(lines.details.map(({ line, hit }) => [line, hit > 0]))]),
  );
}
