import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bubblewrapSandbox } from '../../../src/adapters/sandbox/bubblewrap.ts';
import type { Sandbox } from '../../../src/ports/sandbox.ts';
import { installOf, runOf, testLimits } from '../../contracts/sandbox.ts';
import { reachesRegistry } from '../../registry.ts';
import { describeWith } from '../../toolchains.ts';
import { silentLog } from './silent-log.ts';

let tree: string;
let cacheDirectory: string;
let sandbox: Sandbox;
const cafile = process.env['NODE_EXTRA_CA_CERTS'];
const npm = (...args: string[]) => spawnSync('npm', args, { encoding: 'utf8' });

beforeAll(async () => {
  const url = npm('config', 'get', 'registry').stdout.trim();
  [tree, cacheDirectory] = await Promise.all([mkdtemp(join(tmpdir(), 'tree-')), mkdtemp(join(tmpdir(), 'cache-'))]);
  sandbox = bubblewrapSandbox({
    cacheDirectory,
    limits: testLimits,
    readOnlyPaths: [],
    registry: { url, cafile },
    log: silentLog,
  });
  await mkdir(join(tree, 'test'));
  await writeFile(
    join(tree, 'package.json'),
    '{"type":"module","scripts":{"test":"vitest run"},"devDependencies":{"vitest":"^4.0.0"}}',
  );
  await writeFile(join(tree, 'add.ts'), 'export const add = (a: number, b: number) => a - b;\n');
  await writeFile(
    join(tree, 'test/add.test.ts'),
    "import { expect, it } from 'vitest';\nimport { add } from '../add.ts';\nit('adds', () => expect(add(1, 2)).toBe(3));\n",
  );
  await writeFile(join(tree, 'test_add.py'), 'def test_adds():\n    assert 1 - 2 == 3\n');
});
afterAll(() => Promise.all([tree, cacheDirectory].map(path => rm(path, { recursive: true, force: true }))));

describeWith(['bubblewrap', 'pytest'], 'pytest in the jail', () => {
  it('runs, writes its report outside the tree, and tells red from green', async () => {
    const command = '/usr/bin/python3 -m pytest -q --junitxml="$REDFIRST_OUT/report.xml"';
    const red = await sandbox.run(runOf(tree, command, { artifacts: ['report.xml'] }));
    expect(red).toMatchObject({ ending: 'exited', exitCode: 1 });
    expect(red.artifacts['report.xml']).toContain('failures="1"');
    const overlay = [{ path: 'test_add.py', content: 'def test_adds():\n    assert 1 + 2 == 3\n' }];
    expect(await sandbox.run(runOf(tree, command, { overlay }))).toMatchObject({ exitCode: 0 });
  });
});

describeWith(['bubblewrap'], 'npm and vitest in the jail', () => {
  it('installs from the registry without scripts, and runs from the layer without a network', async context => {
    if (!reachesRegistry()) return context.skip('the npm registry cannot be reached');
    const install = installOf(tree, 'npm install && npm config get ignore-scripts', { timeout: 300_000 });
    const made = await sandbox.install(install);
    if (made.kind !== 'installed') throw new Error(made.result.output);
    const command = 'npm test -- --reporter=json --outputFile="$REDFIRST_OUT/report.json"';
    const use = { layer: made.layer, artifacts: ['report.json'] };
    const red = await sandbox.run(runOf(tree, command, use));
    expect(red).toMatchObject({ ending: 'exited', exitCode: 1 });
    expect(JSON.parse(red.artifacts['report.json'] ?? '')).toMatchObject({ numFailedTests: 1, numTotalTests: 1 });
    const overlay = [{ path: 'add.ts', content: 'export const add = (a: number, b: number) => a + b;\n' }];
    expect(await sandbox.run(runOf(tree, command, { ...use, overlay }))).toMatchObject({ exitCode: 0 });
  }, 400_000);
});
