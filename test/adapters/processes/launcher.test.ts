import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { git, runJob } from '../../../src/adapters/processes/launcher.ts';

const place = await mkdtemp(join(tmpdir(), 'redfirst-launcher-'));
afterAll(() => rm(place, { recursive: true, force: true }));

const job = (script: string, signal = new AbortController().signal) =>
  runJob({ argv: ['bash', '-c', script], timeout: 60_000, signal, outputBytes: 10_000, reportBytes: 1000 });

/** Processes of this one that start others. */
const launchers = () =>
  readdirSync('/proc/self/task')
    .flatMap(task => readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '))
    .filter(pid => pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('launcher-process'))
    .map(Number);

/** The process that wrote its number into a file. */
const pidIn = (path: string) =>
  vi.waitFor(
    async () => {
      const [pid] = /^\d+(?=\n)/.exec(await readFile(path, 'utf8')) ?? [];
      if (!pid) throw new Error('nothing yet');
      return Number(pid);
    },
    { timeout: 20_000, interval: 20 },
  );
const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

describe('the launcher', () => {
  it('is one process for all orders, and hands on bytes as they are', async () => {
    const bytes = await Promise.all(['\0é', 'second'].map(input => git(['hash-object', '--stdin'], { input })));
    const { output } = await job("printf '\\303\\251'");

    expect(bytes.map(each => `${each}`.trim())).toEqual([
      '396a86ed2c1e66efcb9846436bf0afe0831a2c13',
      '2147e418895119ab132ef3a44c8b16a4a6ce1b77',
    ]);
    expect(output).toBe('é');
    expect(launchers()).toHaveLength(1);
  });

  it('gives no order the environment of this process', async () => {
    vi.stubEnv('WEBHOOK_SECRET', 'not for others');
    const { output } = await job('tr "\\0" "\\n" < /proc/$PPID/environ; env');
    vi.unstubAllEnvs();
    expect(output).not.toContain('not for others');
  });

  it('hands on what went wrong as the failure that it is', async () => {
    const facts = { name: 'Failure', source: 'git', retryable: false };
    await expect(git(['rev-parse', 'nothing'], { directory: place })).rejects.toMatchObject(facts);
  });

  it('ends a job that is called off', async () => {
    const controller = new AbortController();
    const path = join(place, 'called-off');
    const end = job(`echo $$ > ${path}; sleep 60`, controller.signal);
    const pid = await pidIn(path);
    controller.abort();

    expect(await end).toMatchObject({ killed: 'aborted', exitCode: null });
    expect(isAlive(pid)).toBe(false);
  });

  it('says that it was lost, and another one takes the next order', async () => {
    const end = job('sleep 60');
    const [pid = 0] = launchers();
    process.kill(pid, 'SIGKILL');

    const message = 'The process that starts git and the sandbox was lost. It ended with SIGKILL.';
    await expect(end).rejects.toMatchObject({ message, reason: 'launcher-lost', retryable: true });
    expect(await job('echo again')).toMatchObject({ exitCode: 0, output: 'again\n' });
  });

  it('goes with the process that it works for, and takes along what it started', async () => {
    const owner = fork(resolve(import.meta.dirname, 'owner.ts'), [place]);
    const pid = await pidIn(join(place, 'job'));
    owner.kill('SIGKILL');
    await once(owner, 'exit');

    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
  });
});
