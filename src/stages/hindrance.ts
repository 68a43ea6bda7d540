import type { CommandRun } from './suite.ts';

/**
 * Why a command could not be run, or not to its end; nothing for one that ran, whatever it said. Exit codes as a shell
 * gives them (POSIX, "Exit Status for Commands").
 */
export function hindranceOf(command: string, ran: CommandRun): string | undefined {
  if (ran.kind === 'not-set-up') return ran.why;
  const { ending, exitCode, output } = ran.result;
  if (ending === 'timed-out') return 'it did not end within its time';
  if (ending === 'out-of-memory') return 'it ran out of memory';
  if (exitCode === 126) return 'it may not be executed';
  const missing = exitCode === 127 ? (notFound(output) ?? command.split(/\s/)[0]) : missingModule(command, output);
  return missing && `\`${missing}\` is not installed here`;
}

const notFound = (output: string) => /([\w./@-]+): (?:command )?not found/.exec(output)?.[1];

/** Python says of a tool that it has no such module, and ends with 1. */
function missingModule(command: string, output: string): string | undefined {
  const tool = /\s-m\s+([\w.]+)/.exec(command)?.[1];
  return tool && new RegExp(`No module named '?${tool.replaceAll('.', '\\.')}'?\\s*$`, 'm').test(output)
    ? tool
    : undefined;
}
