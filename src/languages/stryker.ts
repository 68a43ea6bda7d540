import { posix } from 'node:path';

/** Added lines of one file, first and last. */
export interface LineRange {
  path: string;
  from: number;
  to: number;
}

/** Where StrykerJS leaves its report unless the repository tells it another place (stryker-mutator.io, `jsonReporter`). */
const left = 'reports/mutation/mutation.json';

/** The report of StrykerJS as an artifact of the run. */
export const strykerReport = 'mutation.json';

/** Whether StrykerJS mutates a file: scripts and what holds them. A path with the signs of a glob can have no line range. */
export const isForStryker = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|vue|svelte)$/.test(path) && !/\.d\.[cm]?ts$/.test(path) && /^[\w@+./-]+$/.test(path);

/**
 * Runs StrykerJS as the repository has configured it, on these lines only. Nothing of an earlier run counts: neither a
 * report nor the results that its incremental mode keeps. Where it is not installed, npx must not look for a registry.
 */
export function strykerRun(ranges: readonly LineRange[], root: string): string {
  const lines = ranges.map(({ path, from, to }) => `${posix.relative(root, path)}:${from}-${to}`).join(',');
  const options = '--reporters json --force --disableBail --concurrency 2 --allowConsoleColors false';
  return [
    `rm -f ${left}`,
    `npm_config_offline=true npx --no-install stryker run ${options} --mutate '${lines}'`,
    `status=$?; cp ${left} $REDFIRST_OUT/${strykerReport}; exit $status`,
  ].join('; ');
}
