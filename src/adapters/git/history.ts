import { Failure } from '../../domain/failure.ts';
import type { History } from '../../ports/history.ts';
import { git } from '../processes/launcher.ts';

const amends = '%(trailers:key=Redfirst-Amends,valueonly,unfold,separator=%x01)';
const format = `--format=%H%x00%P%x00%s%x00%an%x00${amends}`;

/** Reads the history of a local repository; nothing in it is run or changed. */
export function localHistory({ path, environment }: { path: string; environment?: Record<string, string> }): History {
  const run = async (args: readonly [string, ...string[]]) => {
    const output = await git(args, { cwd: path, environment, config: [['safe.directory', '*']] });
    return output.toString('utf8').trimEnd();
  };
  return {
    resolve: name =>
      run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]).catch(cause => {
        const message = `"${name}" is not a commit of ${path}. Name a branch, a tag or a commit.`;
        throw new Failure(message, { source: 'git', reason: 'unknown-commit', retryable: false }, cause);
      }),
    mergeBase: (left, right) => run(['merge-base', left, right]),
    commits: async (base, head) => {
      const lines = await run(['log', '--first-parent', '--reverse', format, `${base}..${head}`]);
      return lines
        .split('\n')
        .filter(Boolean)
        .map(line => {
          const [oid = '', parents = '', subject = '', author = '', trailers = ''] = line.split('\0');
          const [parent = '', ...merged] = parents.split(' ');
          const amends = trailers.split('\x01').filter(Boolean);
          return { oid, parent, subject, isMerge: merged.length > 0, author, ...(amends.length > 0 && { amends }) };
        });
    },
  };
}
