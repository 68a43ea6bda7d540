import { posix } from 'node:path';

const scriptFrame = /^\s*at (?:.*? \()?([^\s()]+):\d+:\d+\)?$/gm;
const pythonFrame = /^([^\s:]\S*\.pyi?):\d+: |^\s*File "([^"]+)", line \d+, in /gm;
const goFrame = /^\s+(\S+\.go):\d+(?: \+0x[0-9a-f]+)?$/gm;
const foreign = /^\/|^node:|^<|(?:^|\/)(?:node_modules|site-packages|\.venv|venv)\//;

/**
 * The file of the repository in which an error was thrown. Python puts the deepest frame last, V8 and Go first; frames of
 * the runner and of packages are passed over. Paths may be relative to `directory`, where the command ran.
 */
export function raisedIn(traceback: string, directory: string): string | undefined {
  const python = pathsOf(traceback, pythonFrame);
  const path = python.at(-1) ?? pathsOf(traceback, scriptFrame)[0] ?? pathsOf(traceback, goFrame)[0];
  if (path === undefined) return undefined;
  const root = posix.normalize(directory).replace(/\/$/, '');
  return root === '.' || path.startsWith(`${root}/`) ? posix.normalize(path) : posix.join(root, path);
}

function pathsOf(traceback: string, frame: RegExp): string[] {
  return [...traceback.matchAll(frame)].map(match => match[1] ?? match[2] ?? '').filter(path => !foreign.test(path));
}
