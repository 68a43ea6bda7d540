import { posix } from 'node:path';

const scriptFrame = /^\s*at (?:.*? \()?([^\s()]+):\d+:\d+\)?$/gm;
const pythonFrame = /^([^\s:]\S*\.pyi?):\d+: |^\s*File "([^"]+)", line \d+, in /gm;
const foreign = /^\/|^node:|^<|(?:^|\/)(?:node_modules|site-packages|\.venv|venv)\//;

/**
 * The file of the repository in which an error was thrown. Python puts the deepest frame last, V8 first; frames of
 * the runner and of packages are passed over. Paths may be relative to `directory`, where the command ran.
 */
export function raisedIn(traceback: string, directory: string): string | undefined {
  const python = pathsOf(traceback, pythonFrame);
  const path = python.length > 0 ? python.at(-1) : pathsOf(traceback, scriptFrame)[0];
  if (path === undefined) return undefined;
  const root = posix.normalize(directory).replace(/\/$/, '');
  return root === '.' || path.startsWith(`${root}/`) ? posix.normalize(path) : posix.join(root, path);
}

function pathsOf(traceback: string, frame: RegExp): string[] {
  return [...traceback.matchAll(frame)].map(match => match[1] ?? match[2] ?? '').filter(path => !foreign.test(path));
}
