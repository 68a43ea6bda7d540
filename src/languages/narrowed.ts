import { posix } from 'node:path';
import type { Settings } from '../domain/settings.ts';

/** Runners that take paths of test files after their options, from their documentation. */
const taking = new Set(['junit-pytest', 'junit-node', 'jest-json']);

/** The test command for some test files alone; nothing for a runner or a command to which no path can be added. */
export function narrowed(
  { tests, root }: Pick<Settings, 'tests' | 'root'>,
  files: readonly string[],
): string | undefined {
  const paths = files.map(file => (root === '.' ? file : posix.relative(root, file)));
  const isPlain = !/[|;&<>()`\n]/.test(tests.run) && paths.every(path => /^[\w@+-][\w./@+-]*$/.test(path));
  return isPlain && taking.has(tests.report) && paths.length > 0 ? `${tests.run} ${paths.join(' ')}` : undefined;
}
