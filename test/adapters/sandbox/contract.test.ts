import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { bubblewrapSandbox } from '../../../src/adapters/sandbox/bubblewrap.ts';
import type { SandboxOptions } from '../../../src/adapters/sandbox/options.ts';
import { trustedSandbox } from '../../../src/adapters/sandbox/trusted.ts';
import { sandboxContract, testLimits } from '../../contracts/sandbox.ts';
import { describeWith } from '../../toolchains.ts';
import { silentLog } from './silent-log.ts';

const caches: string[] = [];
afterAll(() => Promise.all(caches.map(path => rm(path, { recursive: true, force: true }))));

async function options(): Promise<SandboxOptions> {
  const cacheDirectory = await mkdtemp(join(tmpdir(), 'redfirst-cache-'));
  caches.push(cacheDirectory);
  return { cacheDirectory, limits: testLimits, readOnlyPaths: [], registry: {}, log: silentLog };
}

describeWith(['bubblewrap'], 'with bubblewrap', () => {
  sandboxContract('bubblewrap', async () => bubblewrapSandbox(await options()));
});

sandboxContract('trusted', async () => trustedSandbox(await options()));
