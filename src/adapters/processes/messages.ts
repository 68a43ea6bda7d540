import type { FailureFacts } from '../../domain/failure.ts';
import type { GitRun } from '../git/git-process.ts';
import type { JobEnd, JobProcess } from '../sandbox/job-process.ts';

/** What the launcher can be asked to do: arguments and results are copied, so they are plain data. */
export interface Tasks {
  git: { input: { args: readonly [command: string, ...rest: string[]]; run: GitRun }; output: Uint8Array };
  job: { input: Omit<JobProcess, 'signal'>; output: JobEnd };
}

export type TaskName = keyof Tasks;

/** To the launcher. */
export type Order =
  | { [Name in TaskName]: { kind: 'start'; id: number; name: Name; input: Tasks[Name]['input'] } }[TaskName]
  | { kind: 'abort'; id: number };

/** From the launcher. A {@link Failure} crosses as its facts. */
export type Answer =
  | { kind: 'done'; id: number; output: Tasks[TaskName]['output'] }
  | { kind: 'failed'; id: number; message: string; failure: FailureFacts | undefined };
