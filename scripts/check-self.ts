// Judges the newest change of this repository that began with tests, by `redfirst check` itself:
//
//   node scripts/check-self.ts
//
// The base is the commit before the newest commit of tests that these runs hold; the head is what is checked out.
import { spawnSync } from 'node:child_process';
import { registryEnvironment } from '../demo/registry.ts';

const configuration = '.github/redfirst.yml';

function git(...args: string[]): string {
  const run = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
  return run.stdout.trim();
}

interface Commit {
  oid: string;
  parent: string | undefined;
  isOfTests: boolean;
  isOfCode: boolean;
}

/** Tests that `redfirst check` runs here, and those among them that it leaves out, as the configuration says. */
const command = git('show', `HEAD:${configuration}`);
const folders = command.match(/\btest\/[a-z]+(?=\s)/g) ?? [];
const excluded = [...command.matchAll(/--exclude '?([^'*\s]+)/g)].map(match => match[1] ?? '');

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
    isOfTests: tests.length > 0 && paths.every(isTest) && tests.every(isRun),
    isOfCode: paths.some(path => path.startsWith('src/')),
  };
}

/** Commits from the newest on, until tests are found that code came after. */
function base(): string | undefined {
  let isFollowed = false;
  for (const line of git('rev-list', '--parents', '--first-parent', '--max-count=50', 'HEAD').split('\n')) {
    const { parent, isOfTests, isOfCode } = read(line);
    if (isOfTests && isFollowed) return parent;
    isFollowed = isOfCode;
  }
  return undefined;
}

const start = base();
if (!start) {
  console.log('Redfirst on itself: not judged, since none of the last 50 commits adds tests that code came after.');
} else {
  console.log(`Redfirst on itself, since ${start.slice(0, 7)}:`);
  const run = spawnSync(process.execPath, ['src/cli.ts', 'check', '--base', start], {
    stdio: 'inherit',
    env: { ...process.env, ...registryEnvironment() },
  });
  process.exitCode = run.status ?? 1;
}
