import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox, SandboxRun } from '../../src/ports/sandbox.ts';
import { rememberingSandbox } from './remembering-sandbox.ts';

let source: string;
beforeAll(async () => {
  source = await mkdtemp(join(tmpdir(), 'redfirst-remembered-'));
  await writeFile(join(source, 'a.txt'), 'a');
});
afterAll(() => rm(source, { recursive: true, force: true }));

const run = (over: Partial<SandboxRun> = {}): SandboxRun => ({
  source,
  overlay: [],
  layer: undefined,
  command: 'test',
  directory: '.',
  environment: {},
  timeout: 1000,
  artifacts: [],
  signal: new AbortController().signal,
  ...over,
});

/** Says how many runs there were, and repeats what was laid over the tree. */
function counting() {
  let runs = 0;
  const sandbox: Sandbox = {
    describe: async () => 'nothing',
    install: () => Promise.reject(new Error('nothing to install')),
    async run({ overlay }) {
      runs += 1;
      const artifacts = { report: overlay.map(({ path }) => path).join() };
      return { ending: 'exited', exitCode: 0, output: `run ${runs}`, seconds: 1, artifacts };
    },
  };
  return rememberingSandbox(sandbox);
}

it('runs a tree once for all judgments, and a second time where one of them asks again', async () => {
  const { sandbox, nextChange } = counting();
  const outputs = [await sandbox.run(run()), await sandbox.run(run()), await sandbox.run(run({ command: 'lint' }))];
  nextChange();
  outputs.push(await sandbox.run(run()), await sandbox.run(run()));
  expect(outputs.map(({ output }) => output)).toEqual(['run 1', 'run 2', 'run 3', 'run 1', 'run 2']);
});

it('tells what became of a planted test with the name that it has in this judgment', async () => {
  const { sandbox, nextChange } = counting();
  const planted = (nonce: string, text = '') => run({ overlay: [{ path: `${nonce}_test.go`, content: nonce + text }] });
  await sandbox.run(planted('n0123456789ab'));
  nextChange();
  const again = await sandbox.run(planted('nba9876543210'));
  expect(again).toMatchObject({ output: 'run 1', artifacts: { report: 'nba9876543210_test.go' } });
  const other = await sandbox.run(planted('nba9876543210', ' of another kind'));
  expect(other.output).toBe('run 2');
});
