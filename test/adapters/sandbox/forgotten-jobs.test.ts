import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { removeForgottenJobs } from '../../../src/adapters/sandbox/job-directory.ts';
import { silentLog } from './silent-log.ts';

const place = await mkdtemp(join(tmpdir(), 'redfirst-forgotten-'));
vi.stubEnv('TMPDIR', place);
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(place, { recursive: true, force: true });
});

it('throws away what killed processes left more than a day ago, and nothing else', async () => {
  const now = Date.now() / 1000;
  const ages = {
    'redfirst-job-old': 90_000,
    'redfirst-run-old': 90_000,
    'redfirst-job-new': 3600,
    'somebody-elses': 900_000,
  };
  for (const [name, seconds] of Object.entries(ages)) {
    await mkdir(join(place, name));
    await writeFile(join(place, name, 'file'), '');
    await utimes(join(place, name), now - seconds, now - seconds);
  }

  await removeForgottenJobs(silentLog);

  expect(Object.keys(ages).filter(name => existsSync(join(place, name)))).toEqual([
    'redfirst-job-new',
    'somebody-elses',
  ]);
});
