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
  if (!isLasting(args)) return (await gitBytes(directory, args, options)).toString();
  return remember(directory, args, async () => (await gitBytes(directory, args, options)).toString());
}

/** The same where failing is an answer: nothing then. */
export async function tryGit(directory: string, args: readonly string[]): Promise<string | undefined> {
  const ask = async () => {
    const result = await run(directory, args, {});
    return result.failed ? undefined : Buffer.from(result.stdout).toString();
  };
  return isLasting(args) ? remember(directory, args, ask) : ask();
}

const questions = ['cat-file', 'diff-tree', 'log', 'ls-tree', 'merge-base', 'merge-tree', 'rev-list', 'rev-parse'];
const objects = /^(?:-.*|[0-9a-f]{40}(?:\^\{commit\}|\.\.\.?[0-9a-f]{40})?)$/;

/** Objects never change (gitglossary(7)): what is asked of them by their full names alone has one answer for ever. */
function isLasting([question = '', ...rest]: readonly string[]): boolean {
  return questions.includes(question) && rest.every(arg => objects.test(arg));
}

const answers = new Map<string, string>();

/** What is not there may come with the next push: only answers are kept. */
async function remember<T extends string | undefined>(
  directory: string,
  args: readonly string[],
  ask: () => Promise<T>,
): Promise<T | string> {
  const key = JSON.stringify([directory, args]);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = await ask();
  if (answer !== undefined) answers.set(key, answer);
  return answer;
}
