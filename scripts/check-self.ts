// Judges the newest change of this repository that began with tests, by `redfirst check` itself:
//
//   node scripts/check-self.ts
//
// From the commit before the newest tests to the last code that came for them.
import { spawnSync } from 'node:child_process';
import { registryEnvironment } from '../demo/registry.ts';

const configuration = '.github/redfirst.yml';

function git(...args: string[]): string {
  const run = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
  return run.stdout.trim();
}

/** Tests that `redfirst check` runs here, and those among them that it leaves out, as the configuration says. */
const command = git('show', `HEAD:${configuration}`);
const folders = command.match(/\btest\/[a-z]+(?=\s)/g) ?? [];
const excluded = [...command.matchAll(/--exclude '?([^'*\s]+)/g)].map(match => match[1] ?? '');

interface Commit {
  oid: string;
  parent: string | undefined;
  touchesTests: boolean;
  /** Adds tests that are run here, and nothing else. */
  isOfTests: boolean;
  isOfCode: boolean;
}

function read(line: string): Commit {
  const [oid = '', parent] = line.split(' ');
  const paths = parent
    ? git('diff', '--name-only', parent, oid)
        .split('\n')
        .filter(path => !path.endsWith('.md'))
    : [];
  const isTest = (path: string) => path.startsWith('test/');
  const isRun = (path: string) =>
    folders.some(folder => path.startsWith(`${folder}/`)) && !excluded.some(prefix => path.startsWith(prefix));
  const tests = paths.filter(path => path.endsWith('.test.ts'));
  return {
    oid,
    parent,
    touchesTests: paths.some(isTest),
    isOfTests: tests.length > 0 && paths.every(isTest) && tests.every(isRun),
    isOfCode: paths.some(path => path.startsWith('src/')),
  };
}

/** The newest commit of tests that code came after, up to the next commit that touches tests: that one is of another change. */
function newestChange(): { base: string; head: string } | undefined {
  const after: Commit[] = [];
  for (const line of git('rev-list', '--parents', '--first-parent', '--max-count=50', 'HEAD').split('\n')) {
    const commit = read(line);
    const end = after.findIndex(({ touchesTests }) => touchesTests);
    const own = end < 0 ? after : after.slice(0, end);
    const head = own.findLast(({ isOfCode }) => isOfCode);
    if (commit.isOfTests && commit.parent && head) return { base: commit.parent, head: head.oid };
    after.unshift(commit);
  }
  return undefined;
}

const change = newestChange();
if (!change) {
  console.log('Redfirst on itself: not judged, since none of the last 50 commits adds tests that code came after.');
} else {
  const { base, head } = change;
  console.log(`Redfirst on itself, ${base.slice(0, 7)} to ${head.slice(0, 7)}:`);
  const run = spawnSync(process.execPath, ['src/cli.ts', 'check', '--base', base, '--head', head], {
    stdio: 'inherit',
    env: { ...process.env, ...registryEnvironment() },
  });
  process.exitCode = run.status ?? 1;
}
