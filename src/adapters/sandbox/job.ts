import { Failure } from '../../domain/failure.ts';
import type { SandboxResult, SandboxRun } from '../../ports/sandbox.ts';
import type { JobEnd } from './job-process.ts';
import { artifactBytes, artifactsOf } from './job-script.ts';

/** Environment of every command, before the given one. */
export function jobEnvironment(path: string, home: string, out: string): Record<string, string> {
  return { PATH: path, HOME: home, LANG: 'C.UTF-8', CI: '1', REDFIRST_OUT: out };
}

/** Room for every artifact as base64 on the report channel. */
export function reportBytes(artifacts: readonly string[]): number {
  return 4096 + artifacts.length * Math.ceil((artifactBytes * 4) / 3 + 16);
}

/** The result of a run, or a {@link Failure} when its command was never started. */
export function resultOf(
  end: JobEnd,
  { artifacts }: Pick<SandboxRun, 'artifacts'>,
  outOfMemory: boolean,
): SandboxResult {
  const ending = end.killed ?? (outOfMemory ? 'out-of-memory' : 'exited');
  const [ready, ...lines] = end.report;
  if (ready !== 'ready' && ending === 'exited') throw notStarted(end.setup);
  return {
    ending,
    exitCode: end.exitCode,
    output: end.output,
    seconds: end.seconds,
    artifacts: end.killed ? {} : artifactsOf(lines, artifacts),
  };
}

/** A run that was called off before it began. */
export const calledOff: SandboxResult = { ending: 'aborted', exitCode: null, output: '', seconds: 0, artifacts: {} };

function notStarted(setup: string): Failure {
  const isFull = /No space left on device|Wrote only \d+ of/.test(setup);
  const reason = isFull ? 'tree-too-large' : 'not-started';
  const what = isFull ? 'The tree is larger than the room a run has' : 'The sandbox could not be set up';
  return new Failure(`${what}: ${setup.trim().slice(-1000)}`, { source: 'sandbox', reason, retryable: false });
}
