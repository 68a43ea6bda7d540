/**
 * The referee over commits of repositories that nobody here wrote, a line of Markdown for each:
 *
 *   node bench/real-commits.ts <git directory> [--config redfirst.yml] [--turn <command>] [--verbose] <commit>…
 *
 * Each commit is taken apart: what is a test or decides what tests mean comes first, on its own; the rest second; and
 * `redfirst check` judges the two. `--config` stands in the commit before them, as a maintainer would have written it.
 * `--turn` changes the work tree in a third commit, to see whether a dishonest change is caught.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { localHistory } from '../src/adapters/git/history.ts';
import { localRepositories } from '../src/adapters/git/local.ts';
import { type CheckVerdict, check } from '../src/check/check.ts';
import { reportOf } from '../src/check/report.ts';
import { gitEnvironment, readSandboxEnvironment } from '../src/config/environment.ts';
import { counted } from '../src/domain/counted.ts';
import type { Settings } from '../src/domain/settings.ts';
import { rulesOf } from '../src/engine/rules-of.ts';
import { isHarnessPath, isTestPath } from '../src/languages/roles.ts';
import type { Clone } from '../src/ports/repositories.ts';
import type { Sandbox, SandboxRun } from '../src/ports/sandbox.ts';
import { makeSandbox } from '../src/sandbox.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { config: { type: 'string' }, turn: { type: 'string' }, verbose: { type: 'boolean' } },
});
const [source = '.', ...commits] = positionals;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const environment = { ...gitEnvironment(), ...author('AUTHOR'), ...author('COMMITTER') };
const directory = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
const path = join(directory, 'repository');

function author(role: string) {
  return { [`GIT_${role}_NAME`]: 'bench', [`GIT_${role}_EMAIL`]: 'bench@example.com' };
}

function git(args: string[], input = ''): string {
  const options = { cwd: path, input, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, ...environment } };
  return execFileSync('git', args, options as { encoding: 'utf8' }).trim();
}

/** A commit of the first tree with these paths as they are in the second. */
function commit(message: string, { parent, paths, from }: { parent: string; paths: string[]; from: string }): string {
  git(['read-tree', parent]);
  for (const path of paths) git(['update-index', '--force-remove', '--', path]);
  if (paths.length > 0) git(['update-index', '--index-info'], git(['ls-tree', '-r', from, '--', ...paths]));
  return git(['commit-tree', '-p', parent, '-m', message, git(['write-tree'])]);
}

async function configured(parent: string): Promise<string> {
  if (!values.config) return parent;
  const blob = git(['hash-object', '-w', '--stdin'], await readFile(values.config, 'utf8'));
  git(['read-tree', parent]);
  git(['update-index', '--add', '--cacheinfo', `100644,${blob},.github/redfirst.yml`]);
  return git(['commit-tree', '-p', parent, '-m', 'chore: configure the referee', git(['write-tree'])]);
}

function changedIn(command: string, parent: string): string {
  git(['checkout', '--quiet', '--force', '--detach', parent]);
  execFileSync('bash', ['-c', command], { cwd: path });
  git(['add', '--all']);
  git(['commit', '--quiet', '--no-verify', '-m', 'fix: a third commit']);
  return git(['rev-parse', 'HEAD']);
}

/** Three commits in place of one: the configuration, the tests, all the rest. */
async function takenApart(oid: string, clone: Clone): Promise<{ start: string; head: string; settings: Settings }> {
  const parent = git(['rev-parse', `${oid}^1`]);
  const start = await configured(parent);
  const rules = await rulesOf(await clone.treeAt(start));
  if (rules.kind === 'refused') throw new Error(rules.why);
  const { settings } = rules;
  const paths = git(['diff', '--name-only', '--no-renames', parent, oid]).split('\n');
  const tests = paths.filter(path => isTestPath(path, settings) || isHarnessPath(path, settings));
  const red = commit('test: the tests of a real commit', { parent: start, paths: tests, from: oid });
  const rest = paths.filter(path => !tests.includes(path));
  const green = commit('feat: the rest of it', { parent: red, paths: rest, from: oid });
  return { start, head: values.turn ? changedIn(values.turn, green) : green, settings };
}

/** Remembers the last run of the suite, to time it once more without the referee. */
function watched(sandbox: Sandbox): { sandbox: Sandbox; runs: SandboxRun[] } {
  const runs: SandboxRun[] = [];
  const run = (asked: SandboxRun) => {
    runs.push(asked);
    return sandbox.run(asked);
  };
  return { sandbox: { ...sandbox, run }, runs };
}

const rowsOf = (verdict: CheckVerdict, name: string) =>
  verdict.kind === 'judged' ? (verdict.checks.find(check => check.name === name)?.rows ?? []) : [];

/** Tests that came with the change, by class: `2 assertion, 1 passes`. */
function classesOf(verdict: CheckVerdict): string {
  if (verdict.kind !== 'judged' || !verdict.proof) return 'not proven';
  const classes = Object.groupBy(verdict.proof.tests, test => test.class);
  return Object.entries(classes)
    .map(([name, tests]) => `${tests?.length} ${name}`)
    .join(', ');
}

function cellsOf(verdict: CheckVerdict): string[] {
  const green = rowsOf(verdict, 'redfirst/green');
  const result = (words: string) => green.find(({ item }) => item.includes(words))?.result ?? 'not run';
  const failing = ['redfirst/red', 'redfirst/green', 'redfirst/checklist']
    .flatMap(name => rowsOf(verdict, name))
    .filter(row => row.result === 'fail');
  return [
    classesOf(verdict),
    green.length > 0 && green.every(row => row.result !== 'fail') ? 'yes' : 'no',
    result('without the implementation'),
    result('must fail'),
    failing.map(({ item }) => item).join('; ') || 'none',
  ];
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; seconds: number }> {
  const started = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - started) / 1000 };
}

async function judge(oid: string, jail: Sandbox): Promise<string[]> {
  const repositories = localRepositories({ path, directory, environment: gitEnvironment(), log: silent });
  const clone = await repositories.open({ installationId: 0, id: 0, owner: '', name: '', cloneUrl: path });
  const { start, head, settings } = await takenApart(oid, clone);
  const history = localHistory({ path, environment: gitEnvironment() });
  const { signal } = new AbortController();
  const { sandbox, runs } = watched(jail);
  const { value: verdict, seconds } = await timed(() => check({ history, clone, sandbox, base: start, head, signal }));
  const suite = runs.findLast(({ command }) => command === settings.tests.run);
  const bare = suite && (await timed(() => jail.run({ ...suite, overlay: [] }))).seconds;
  if (values.verbose) process.stderr.write(`\n# ${oid}\n${reportOf(verdict)}`);
  return [...cellsOf(verdict), counted(runs.length, 'run'), seconds.toFixed(1), bare?.toFixed(1) ?? 'none'];
}

const reading = readSandboxEnvironment();
if (reading.kind === 'bad') throw new Error(reading.problems.join('\n'));
try {
  execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', resolve(source), path]);
  const jail = await makeSandbox(reading, silent);
  const name = basename(resolve(source, source.endsWith('repo') ? '..' : '.')).replace(/^.*\+/, '');
  console.log('| repository | commit | tests | green | replay | canary | what fails | runs | s | bare s |');
  for (const oid of commits) console.log(`| ${[name, oid.slice(0, 7), ...(await judge(oid, jail))].join(' | ')} |`);
} finally {
  await rm(directory, { recursive: true, force: true });
}
