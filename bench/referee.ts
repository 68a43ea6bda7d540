// The referee's own time beside the time of the runs that it needs, and how many runs gates share:
//
//   node bench/referee.ts
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSample } from '../demo/scripted-model/samples.ts';
import { localHistory } from '../src/adapters/git/history.ts';
import { localRepositories } from '../src/adapters/git/local.ts';
import { bubblewrapSandbox } from '../src/adapters/sandbox/bubblewrap.ts';
import { trustedSandbox } from '../src/adapters/sandbox/trusted.ts';
import { EditsReply, TestsReply } from '../src/domain/edit.ts';
import type { Settings } from '../src/domain/settings.ts';
import { rulesOf } from '../src/engine/rules-of.ts';
import { judgeLine } from '../src/judge/judge-line.ts';
import type { SandboxRun } from '../src/ports/sandbox.ts';
import { runMemory } from '../src/stages/run-memory.ts';
import { applyEdits } from '../src/writer/apply-edits.ts';
import { type Branch, branchOff } from '../test/check/branch.ts';
import { sumsDirectory, sumsFeature } from '../test/stories/sums.ts';
import type { Figure } from './figure.ts';

/** A feature on a branch of a small project: tests first, then the code. */
async function sums(): Promise<Branch> {
  const feature = sumsFeature('triple', 3);
  const branch = await branchOff(sumsDirectory);
  await branch.commit('test(sums): triple', feature.tests.files);
  await branch.commit('feat(sums): triple', changesOf(feature.implement));
  return branch;
}

async function shelf(): Promise<Branch> {
  const { directory, script } = await readSample('python-shelf');
  const reply = (call: string, turn = 0): unknown => {
    const found = script.replies[call]?.[turn];
    return typeof found === 'object' && 'value' in found ? found.value : undefined;
  };
  const branch = await branchOff(directory);
  await branch.commit('test(shelf): favourites', TestsReply.parse(reply('tests')).files);
  for (const [call, turn] of [
    ['implement', 0],
    ['implement', 1],
    ['document', 0],
  ] as const) {
    const textOf = (path: string) => readFile(join(branch.directory, path), 'utf8').catch(() => undefined);
    const applied = await applyEdits(EditsReply.parse(reply(call, turn)).edits, textOf);
    if (applied.kind === 'applied') await branch.commit(`feat(shelf): ${call} ${turn}`, applied.changes);
  }
  return branch;
}

const changesOf = ({ edits }: EditsReply) =>
  edits.flatMap(edit => (edit.kind === 'write' ? [{ path: edit.path, content: edit.content }] : []));

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Judges a branch once to warm up and once to measure; every run is followed by the same command without a sandbox. */
async function measure(name: string, branch: Branch): Promise<Figure[]> {
  const cache = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
  try {
    await judged(branch, cache);
    const { total, runs, counts } = await judged(branch, cache);
    const sum = (of: 'jailed' | 'bare') => runs.reduce((all, run) => all + run[of], 0);
    const [jailed, bare] = [sum('jailed'), sum('bare')];
    return [
      {
        what: `referee: a judgment of ${name}, beside its runs without a sandbox`,
        value: (total - bare) / bare,
        unit: 'x',
        beside: { what: `the ${runs.length} runs alone, ms`, value: bare },
      },
      { what: 'referee: own time in it (all but the runs)', value: total - jailed - bare, unit: 'ms' },
      {
        what: `referee: runs of a judgment of ${name}`,
        value: counts.run,
        unit: 'runs',
        beside: { what: 'asked for by gates', value: counts.run + counts.recalled },
      },
    ];
  } finally {
    await branch.remove();
    await rm(cache, { recursive: true });
  }
}

interface TimedRun {
  jailed: number;
  bare: number;
}

async function judged({ directory: path }: Branch, cache: string) {
  const limits = { memoryBytes: 2 * 2 ** 30, processes: 256, tmpBytes: 256 * 2 ** 20, outputBytes: 65_536 };
  const options = { cacheDirectory: cache, limits, readOnlyPaths: [], registry: {}, log: silent };
  const [jail, open] = [bubblewrapSandbox(options), trustedSandbox(options)];
  const runs: TimedRun[] = [];
  const run = async (each: SandboxRun) => {
    const [result, jailed] = await timed(() => jail.run(each));
    const [, bare] = await timed(() => open.run(each));
    runs.push({ jailed, bare });
    return result;
  };
  const repository = { installationId: 0, id: 0, owner: '', name: '', cloneUrl: path };
  const clone = await localRepositories({ path, directory: cache, log: silent }).open(repository);
  const history = localHistory({ path });
  const started = performance.now();
  const [start, head] = [await history.resolve('main'), await history.resolve('HEAD')];
  const rules = await rulesOf(await clone.treeAt(start));
  if (rules.kind === 'refused') throw new Error(rules.why);
  const memory = runMemory();
  const { signal } = new AbortController();
  const tools = { clone, sandbox: { ...jail, run }, signal, version: 'bench', runs: memory };
  const commits = await history.commits(start, head);
  const verdict = await judgeLine(tools, { settings: withoutMutants(rules.settings), start, commits, head });
  if (verdict.kind !== 'judged') throw new Error(`nothing was judged: ${verdict.kind}`);
  return { total: performance.now() - started, runs, counts: memory.counts };
}

/** Mutants are as many runs as the configuration allows; they would hide everything else. */
const withoutMutants = (settings: Settings): Settings => ({
  ...settings,
  mutation: { ...settings.mutation, enforcement: 'off' },
});

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  return [await work(), performance.now() - started];
}

/** Both projects, one after the other. */
export async function refereeTime(): Promise<Figure[]> {
  return [...(await measure('a small project', await sums())), ...(await measure('the Python sample', await shelf()))];
}

if (import.meta.main) console.log(await refereeTime());
