import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { localHistory } from './adapters/git/history.ts';
import { localRepositories } from './adapters/git/local.ts';
import { check } from './check/check.ts';
import { reportOf } from './check/report.ts';
import { gitEnvironment, readSandboxEnvironment } from './config/environment.ts';
import type { Log } from './ports/log.ts';
import { makeSandbox } from './sandbox.ts';

export interface CheckOptions {
  repo: string;
  base: string;
  head: string;
  json?: boolean;
  trusted?: boolean;
  mutation?: boolean;
  version: string;
}

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** `redfirst check`: prints the verdict; the exit code is 0 when it holds, 1 when it does not, 2 when nothing could be judged. */
export async function runCheck({ repo, base, head, json, trusted, mutation, version }: CheckOptions): Promise<number> {
  const reading = readSandboxEnvironment();
  if (reading.kind === 'bad') {
    for (const problem of reading.problems) process.stderr.write(`${problem}\n`);
    return 2;
  }
  const path = resolve(repo);
  const environment = gitEnvironment();
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-check-'));
  try {
    const jail = await makeSandbox(
      { ...reading, sandbox: trusted ? { ...reading.sandbox, kind: 'trusted' } : reading.sandbox },
      quiet,
    );
    const repositories = localRepositories({ path, directory, environment, log: quiet });
    const clone = await repositories.open({ installationId: 0, id: 0, owner: '', name: '', cloneUrl: path });
    const { signal } = new AbortController();
    const verdict = await check({
      history: localHistory({ path, environment }),
      clone,
      sandbox: jail,
      base,
      head,
      signal,
      version,
      mutation: mutation ?? false,
    });
    process.stdout.write(json ? `${JSON.stringify(verdict, undefined, 2)}\n` : reportOf(verdict));
    return verdict.kind === 'refused' || (verdict.kind === 'judged' && !verdict.holds) ? 1 : 0;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
