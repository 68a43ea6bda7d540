import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from '../../contracts/queue.ts';
import { startPostgres } from './postgres-server.ts';

const kills = 24;
const issues = 5;
const script = join(import.meta.dirname, '../../fixtures/queue/worker.ts');
const directory = mkdtempSync(join(tmpdir(), 'redfirst-kill-'));
const postgres = await startPostgres();
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  if ('stop' in postgres) await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Processes of the fixture on one store, and all that they acknowledged and did. */
function crew(place: string, url: string | undefined) {
  const world = join(directory, `${place}-world`);
  mkdirSync(world);
  writeFileSync(join(world, 'log'), '');
  const acknowledged = new Map<number, number>();
  let version = 0;

  const start = async (): Promise<ChildProcess> => {
    const args = [script, join(directory, place), world, ...(url ? [url] : [])];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    child.stdin.on('error', () => undefined);
    await new Promise<void>(ready => {
      createInterface({ input: child.stdout }).on('line', line => {
        if (line === 'ready') return ready();
        const [issue = 0, stored = 0] = line.split(' ').map(Number);
        acknowledged.set(issue, Math.max(acknowledged.get(issue) ?? 0, stored));
      });
    });
    return child;
  };
  const ask = (child: ChildProcess) => {
    const issue = 1 + (version++ % issues);
    writeFileSync(join(world, String(issue)), String(version));
    child.stdin?.write(`${issue} ${version}\n`);
  };
  const kill = async (child: ChildProcess) => {
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const log = () => readFileSync(join(world, 'log'), 'utf8').trim().split('\n');
  const done = (issue: number) =>
    Math.max(0, ...log().flatMap(line => (line.startsWith(`done ${issue} `) ? [Number(line.split(' ')[2])] : [])));
  const isServed = () => [...acknowledged].every(([issue, stored]) => done(issue) >= stored);
  return { start, ask, kill, log, acknowledged, isServed };
}

describe('hosts that are killed at random', () => {
  it(`the embedded store loses nothing that it acknowledged over ${kills} kills`, { timeout: 300_000 }, async () => {
    const { start, ask, kill, log, acknowledged, isServed } = crew('embedded', undefined);
    for (let round = 0; round < kills; round++) {
      const child = await start();
      const asking = setInterval(() => ask(child), 7);
      await setTimeout(40 + ((round * 97) % 260));
      clearInterval(asking);
      await kill(child);
    }
    const last = await start();
    await until(isServed);
    await kill(last);
    expect(acknowledged.size).toBe(issues);
    const starts = log().filter(line => line.startsWith('start')).length;
    const ends = log().filter(line => line.startsWith('done')).length;
    expect(starts, 'no turn was cut, so nothing was tested').toBeGreaterThan(ends);
    expect(log().filter(line => /^(dead|error)/.test(line))).toEqual([]);
  });

  it.skipIf('missing' in postgres)(
    'on PostgreSQL the host that is left finishes what the killed one began',
    { timeout: 120_000 },
    async () => {
      const { start, ask, kill, log, isServed } = crew('shared', 'url' in postgres ? postgres.url : undefined);
      const [doomed, survivor] = [await start(), await start()];
      const asking = setInterval(() => ask(doomed), 7);
      await until(() => log().some(line => line.startsWith('start') && line.endsWith(` ${doomed.pid}`)));
      clearInterval(asking);
      await kill(doomed);
      await until(isServed);
      await kill(survivor);
      const lastDone = log()
        .filter(line => line.startsWith('done'))
        .at(-1);
      expect(lastDone?.endsWith(` ${survivor.pid}`)).toBe(true);
    },
  );
});
