import type { Finding } from '../../../domain/finding.ts';
import type { Outline } from '../outline.ts';
import { commandsOf, newFilesOf } from '../parse.ts';
import { refusal } from './refusal.ts';

const refuse = refusal('spec-commands');

/** What keeps a command from being run to its end by nobody: it waits, it asks, it reaches out of the sandbox. */
const endless: [pattern: RegExp, why: string][] = [
  [/(?:^|\s)--watch(?:All|=true)?(?=\s|$)|\btail\s+-f\b/, 'goes on until somebody stops it'],
  [/(?:^|[;&|]\s*)(?:vim?|nano|emacs|less|more|top|man|read)(?=\s|$)/, 'waits for somebody at a keyboard'],
  [/(?:^|[;&|]\s*)sudo\s/, 'asks for rights that the sandbox does not have'],
  [/\bgit\s+push\b|\b(?:npm|twine|cargo)\s+(?:publish|upload)\b/, 'changes something outside the repository'],
  [/[^&]&\s*$/, 'is left running'],
  [/(?:^|\s)<[a-z][\w -]*>/i, 'still holds a placeholder'],
];

/** A program that is given a file of the repository to run. */
const script =
  /(?:^|[;&|]\s*|\s)(?:python3?|node|tsx|bash|sh|ruby|go run|\.)(?:\s+-\S+)*\s+((?:\.\/)?[\w@./-]+\.(?:py|[cm]?[jt]s|sh|rb|go))(?=\s|$)/g;

/** Validation commands that a machine can run on the finished feature: they end, and what they run is there. */
export function runnableFindings(outline: Outline, paths: ReadonlySet<string>): Finding[] {
  const files = [...paths, ...newFilesOf(outline).map(({ path }) => path)];
  const isThere = (path: string) => files.some(file => file === path || file.endsWith(`/${path}`));
  return commandsOf(outline).flatMap(({ line, command = '' }) => {
    const shown = `\`${command}\``;
    const why = endless.find(([pattern]) => pattern.test(command))?.[1];
    if (why) return [refuse(line, `${shown} ${why}.`, 'Write a command that ends by itself and needs nobody.')];
    if (!isBalanced(command)) return [refuse(line, `${shown} has a quote without its other half.`, 'Close it.')];
    const absent = [...command.matchAll(script)]
      .map(([, path = '']) => path.replace(/^\.\//, ''))
      .find(path => !isThere(path));
    return absent
      ? [refuse(line, `\`${absent}\` is not in the repository.`, 'Run what exists, or plan it as a new file.')]
      : [];
  });
}

/** Whether quotes come in pairs, as the shell reads them (POSIX, "Quoting"). */
function isBalanced(command: string): boolean {
  const rest = command.replace(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs, '');
  return !/['"]/.test(rest);
}
