import { execa } from 'execa';
import { Failure } from '../../domain/failure.ts';
import { gitFailure } from './git-failure.ts';

/** One configuration value for one command, as a pair. */
export type GitConfig = readonly (readonly [key: string, value: string])[];

/** How to run one git command. */
export interface GitRun {
  /** The git directory; without one git looks for it itself. */
  directory?: string;
  cwd?: string;
  /** Replaces the default, which is a PATH and nothing else. Proxies and certificate files go in here. */
  environment?: Record<string, string> | undefined;
  config?: GitConfig;
  /** Another index and work tree than those of the git directory. */
  files?: { GIT_INDEX_FILE: string; GIT_WORK_TREE: string };
  input?: string;
  timeout?: number;
}

/**
 * Nothing of a target or of this machine makes git run a program, ask a question or go where it was not sent: hooks,
 * fsmonitor, credential helpers and submodules off, no redirect, HTTP only. Objects are checked as they arrive; the
 * defects that are ignored are old and harmless, and GitHub serves repositories that have them.
 */
const hardened: GitConfig = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.quotePath', 'false'],
  ['core.autocrlf', 'false'],
  ['core.eol', 'lf'],
  ['core.symlinks', 'true'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['fetch.negotiationAlgorithm', 'noop'],
  ['credential.helper', ''],
  ['protocol.allow', 'never'],
  ['protocol.https.allow', 'always'],
  ['protocol.http.allow', 'always'],
  ['http.followRedirects', 'false'],
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '60'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['transfer.fsckObjects', 'true'],
  ...['zeroPaddedFilemode', 'missingSpaceBeforeDate', 'badTimezone', 'badDate', 'badDateOverflow'].map(
    defect => [`fetch.fsck.${defect}`, 'ignore'] as const,
  ),
];

const defaultEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin' };
const largestOutput = 2 ** 30;

/** Milliseconds that git has to clear up after itself. */
const grace = 5000;

/**
 * Runs git and gives its stdout. Configuration, the token's header included, goes through the environment: it is on no
 * command line and in no file, and the programs that git starts inherit it. Throws a {@link Failure} of source `git`.
 */
export async function git(args: readonly [command: string, ...rest: string[]], run: GitRun): Promise<Buffer> {
  const { input = '', timeout = 120_000, cwd = '/' } = run;
  const options = { env: environmentOf(run), extendEnv: false, cwd, input, maxBuffer: largestOutput };
  const subprocess = execa('git', args, {
    ...options,
    encoding: 'buffer',
    reject: false,
    detached: true,
    stripFinalNewline: false,
  });
  let timedOut = false;
  const timers = [
    setTimeout(() => {
      timedOut = true;
      endGroup(subprocess.pid, 'SIGTERM');
    }, timeout),
    setTimeout(() => endGroup(subprocess.pid, 'SIGKILL'), timeout + grace),
  ];
  const result = await subprocess.finally(() => timers.forEach(clearTimeout));
  if (result.exitCode === 0) return Buffer.from(result.stdout);
  throw failureOf({ ...result, timedOut }, args[0], timeout);
}

/**
 * git's own children, which hold the connection, would outlive it and keep its pipes open. Told to end, git takes its
 * locks with it; killed, it would leave them to stop every fetch to come.
 */
function endGroup(pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has just ended.
  }
}

interface GitEnd {
  timedOut: boolean;
  isMaxBuffer: boolean;
  code?: string | undefined;
  stderr?: Uint8Array | undefined;
  exitCode?: number | undefined;
}

function failureOf(end: GitEnd, command: string, timeout: number): Failure {
  const { timedOut, isMaxBuffer, code, stderr, exitCode } = end;
  const source = 'git';
  if (timedOut) {
    const message = `git ${command} was not done after ${timeout / 1000} seconds.`;
    return new Failure(message, { source, reason: 'timed-out', retryable: true });
  }
  if (isMaxBuffer) {
    const message = `git ${command} gave more than ${largestOutput} bytes.`;
    return new Failure(message, { source, reason: 'too-large', retryable: false });
  }
  if (code === 'ENOENT') {
    const message = 'git is not installed, or not on the PATH. Install it: apt-get install git.';
    return new Failure(message, { source, reason: 'no-git', retryable: false });
  }
  return gitFailure(command, Buffer.from(stderr ?? []).toString() || `exit code ${exitCode ?? 'unknown'}`);
}

function environmentOf({ directory, environment, files, config = [] }: GitRun): Record<string, string> {
  const pairs = [...hardened, ...config].flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...(environment ?? defaultEnvironment),
    LC_ALL: 'C',
    HOME: '/nonexistent',
    ...(directory ? { GIT_DIR: directory } : {}),
    ...files,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_CONFIG_COUNT: `${pairs.length / 2}`,
    ...Object.fromEntries(pairs),
  };
}
