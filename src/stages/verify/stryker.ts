import { counted } from '../../domain/counted.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { isForStryker, strykerReport, strykerRun } from '../../languages/stryker.ts';
import type { SandboxResult } from '../../ports/sandbox.ts';
import type { Tried } from '../../referee/mutation/fate.ts';
import type { NewLines } from '../../referee/mutation/mutants.ts';
import { rangesOf } from '../../referee/mutation/ranges.ts';
import { readStryker } from '../../referee/mutation/stryker-report.ts';
import { runCommand, type Workbench } from '../suite.ts';

interface Asked {
  lines: readonly NewLines[];
  /** The suite without a mutant. */
  report: TestReport;
  minutes: number;
}

/** What StrykerJS tried, or why it could not. */
export type StrykerVerdict =
  | { kind: 'tried'; version: string | undefined; tried: Tried[] }
  | { kind: 'none'; why: string };

/** Lets the repository's own StrykerJS change these lines, in one run of the sandbox. */
export async function askStryker(bench: Workbench, { lines, report, minutes }: Asked): Promise<StrykerVerdict> {
  const { root, tests } = bench.settings;
  const asked = lines.filter(({ path }) => isForStryker(path));
  const ranges = asked.flatMap(rangesOf);
  if (ranges.length === 0) return { kind: 'tried', version: undefined, tried: [] };
  const ran = await runCommand(bench, {
    command: strykerRun(ranges, root),
    artifacts: [strykerReport],
    environment: tests.environment,
    seconds: Math.ceil(minutes * 60),
  });
  if (ran.kind === 'not-set-up') return { kind: 'none', why: 'the setup command failed' };
  const text = ran.result.artifacts[strykerReport];
  if (ran.result.ending !== 'exited' || text === undefined) return { kind: 'none', why: reasonIn(ran.result, minutes) };
  const reading = readStryker(text, { asked, root, report });
  return 'problem' in reading ? { kind: 'none', why: reading.problem } : { kind: 'tried', ...reading };
}

/** Why there is no report: how the run ended, or the first thing that StrykerJS calls an error. */
function reasonIn({ ending, output, exitCode }: SandboxResult, minutes: number): string {
  if (ending === 'timed-out') return `it did not end within ${counted(Math.ceil(minutes * 60), 'second')}`;
  if (ending === 'out-of-memory') return 'it needed more memory than it may use';
  if (/npx canceled due to missing packages|ENOTCACHED|stryker: not found/.test(output)) return 'it is not installed';
  const said = /\bERROR \w+ (.+)/.exec(output)?.[1] ?? /^\w*[Ee]rror: (.+)/m.exec(output)?.[1];
  return said?.slice(0, 200).trim() ?? `it left no report, exit code ${exitCode}`;
}
