import { execa } from 'execa';

/** What a git process gets besides its arguments. */
export interface GitOptions {
  input?: string | Uint8Array;
  environment?: Record<string, string>;
}

/** The machine's own configuration must not change what this GitHub does. */
export const cleanEnvironment = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

async function run(directory: string, args: readonly string[], options: GitOptions) {
  return execa('git', [`--git-dir=${directory}`, ...args], {
    encoding: 'buffer',
    reject: false,
    stripFinalNewline: false,
    maxBuffer: 200_000_000,
    env: { ...cleanEnvironment, ...options.environment },
    ...(options.input === undefined ? {} : { input: options.input }),
  });
}

/** Output of one git command in a bare repository. Throws with git's own words when it fails. */
export async function gitBytes(directory: string, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const result = await run(directory, args, options);
  if (result.failed) throw new Error(`git ${args[0]}: ${Buffer.from(result.stderr).toString().trim()}`);
  return Buffer.from(result.stdout);
}

/** The same as text. */
export async function git(directory: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  return (await gitBytes(directory, args, options)).toString();
}

/** The same where failing is an answer: nothing then. */
export async function tryGit(directory: string, args: readonly string[]): Promise<string | undefined> {
  const result = await run(directory, args, {});
  return result.failed ? undefined : Buffer.from(result.stdout).toString();
}
