import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { bubblewrapSandbox } from '../src/adapters/sandbox/bubblewrap.ts';

/** Milliseconds of an empty command, bare and in the jail. */
export interface SandboxOverhead {
  ratio: number;
  medians: { bare: number; jail: number; overhead: number };
}

/** Times an empty command in turns, bare and in the jail, so that both meet the same load. */
export async function sandboxOverhead(rounds = 30): Promise<SandboxOverhead> {
  const root = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
  await writeFile(join(root, 'README.md'), 'An almost empty tree.\n');
  const silent = () => undefined;
  const sandbox = bubblewrapSandbox({
    cacheDirectory: root,
    limits: { memoryBytes: 2 * 2 ** 30, processes: 256, tmpBytes: 256 * 2 ** 20, outputBytes: 65_536 },
    readOnlyPaths: [],
    registry: {},
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  await sandbox.probe();
  const { signal } = new AbortController();
  const empty = { overlay: [], layer: undefined, environment: {}, artifacts: [], timeout: 10_000, signal };
  const times = { bare: [] as number[], jail: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.bare.push(await timed(() => execa('bash', ['-c', 'exit 0'])));
    times.jail.push(await timed(() => sandbox.run({ ...empty, source: root, directory: '.', command: 'exit 0' })));
  }
  await rm(root, { recursive: true });
  const [bare, jail] = [median(times.bare), median(times.jail)];
  return { ratio: round(jail / bare), medians: { bare: round(bare), jail: round(jail), overhead: round(jail - bare) } };
}

async function timed(action: () => PromiseLike<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const round = (value: number) => Math.round(value * 10) / 10;

if (import.meta.main) console.log(JSON.stringify(await sandboxOverhead()));
