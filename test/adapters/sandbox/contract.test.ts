import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bubblewrapSandbox } from '../../../src/adapters/sandbox/bubblewrap.ts';
import type { SandboxOptions } from '../../../src/adapters/sandbox/options.ts';
import { trustedSandbox } from '../../../src/adapters/sandbox/trusted.ts';
import { sandboxContract, testLimits } from '../../contracts/sandbox.ts';
import { describeWith } from '../../toolchains.ts';
import { silentLog } from './silent-log.ts';

const options = async (): Promise<SandboxOptions> => ({
  cacheDirectory: await mkdtemp(join(tmpdir(), 'redfirst-cache-')),
  limits: testLimits,
  readOnlyPaths: [],
  registry: {},
  log: silentLog,
});

describeWith(['bubblewrap'], 'with bubblewrap', () => {
  sandboxContract('bubblewrap', async () => bubblewrapSandbox(await options()));
});

sandboxContract('trusted', async () => trustedSandbox(await options()));
