/**
 * Whether the survey finds the files that a real change touched: `node bench/survey-accuracy.ts <git directory> <src globs>`.
 * The query is a commit's subject, the tree its parent's, the truth the source files that the commit changed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localRepositories } from '../src/adapters/git/local.ts';
import { parseConfig } from '../src/config/parse.ts';
import { resolveSettings } from '../src/config/resolve.ts';
import { matchesAny } from '../src/languages/globs.ts';
import { survey } from '../src/writer/survey.ts';

const commitCount = 80;
const [path = '.', ...globs] = process.argv.slice(2);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const git = (...args: string[]) =>
  execFileSync('git', ['-C', path, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 }).trim();

function commits() {
  const lines = git('log', '--no-merges', '--format=%H %P %s', '-n', '2000').split('\n');
  return lines.flatMap(line => {
    const [, oid = '', parent = '', subject = ''] = /^(\S+) (\S+) (.*)$/.exec(line) ?? [];
    if (!parent) return [];
    const changed = git('diff', '--name-only', '--diff-filter=M', parent, oid).split('\n');
    const sources = changed.filter(name => matchesAny(name, globs));
    return sources.length > 0 && sources.length <= 10 ? [{ parent, subject, sources }] : [];
  });
}

const parsed = parseConfig(
  JSON.stringify({ relevantFiles: globs, tests: { run: 'x', report: 'junit-node', paths: ['**'] } }),
);
if (parsed.kind === 'invalid') throw new Error('give globs of source files');
const resolved = resolveSettings(parsed.config, { kind: 'unknown', looked: [], why: '' });
if (resolved.kind === 'undetected') throw new Error('the settings of the bench are incomplete');
const directory = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
try {
  const repository = { installationId: 1, id: 1, owner: 'bench', name: 'real', cloneUrl: '' };
  const clone = await localRepositories({ path, directory, log: silent }).open(repository);
  const tried = commits().slice(0, commitCount);
  const hits = { first: 0, five: 0 };
  for (const { parent, subject, sources } of tried) {
    const tree = await clone.treeAt(parent);
    const found = await survey({ tree, settings: resolved.settings, query: subject, budgetTokens: 24_000 });
    const place = found.files.findIndex(file => sources.includes(file.path));
    if (place === 0) hits.first++;
    if (place >= 0 && place < 5) hits.five++;
  }
  const share = (count: number) => Number((count / tried.length).toFixed(3));
  console.log(JSON.stringify({ commits: tried.length, hitAt1: share(hits.first), hitAt5: share(hits.five) }));
} finally {
  await rm(directory, { recursive: true, force: true });
}
