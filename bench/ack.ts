// How fast a delivery is acknowledged while eight features are worked on, and whether every acknowledged one is stored.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../src/adapters/database/database.ts';
import { type Answered, delivery, send, sendAtRate } from './ack/deliveries.ts';
import type { Progress, TheatreReady } from './ack/theatre.ts';
import { type Figure, quantile } from './figure.ts';
import { end, nameOf, startServer, treeOf } from './processes.ts';

const perSecond = 100;
const seconds = 8;
/** Issues of the deliveries that are counted; those of the features are below. */
const firstIssue = 100_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

export interface Acknowledgement {
  figures: Figure[];
  /** Redfirst's own sandboxes seen alive during the deliveries, and how many features were still at it at the end. */
  load: { sandboxes: number; unfinished: number };
}

/** Sends the same deliveries to Redfirst, busy with eight features, and to an empty Probot app, idle. */
export async function acknowledge(): Promise<Acknowledgement> {
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
  const theatre = fork(resolve(import.meta.dirname, 'ack', 'theatre.ts'), { stdio: 'inherit' });
  const [ready] = (await once(theatre, 'message')) as [TheatreReady];
  const ask = async (message: object): Promise<Progress> => {
    theatre.send(message);
    const [progress] = (await once(theatre, 'message')) as [Progress];
    return progress;
  };
  const { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET, ...rest } = environmentOf(ready, directory);
  const app = { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET };
  const redfirst = await startServer(['dist/cli.js', 'serve'], { ...app, ...rest });
  const probot = await startServer(['bench/ack/empty-probot.ts'], app);
  try {
    for (const number of [1, 2, 3]) await send(probot.url, delivery(ready, firstIssue - number));
    let progress = await ask({ start: `${redfirst.url}/api/github/webhooks` });
    while (progress.planned < 8) {
      await wait(100);
      progress = await ask({ ask: 'progress' });
    }
    while (sandboxesOf(redfirst.process.pid ?? 0) < 8) await wait(100);
    const deliveries = Array.from({ length: perSecond * seconds }, (_, index) => delivery(ready, firstIssue + index));
    const sandboxes: number[] = [];
    const watch = setInterval(() => sandboxes.push(sandboxesOf(redfirst.process.pid ?? 0)), 500);
    const [ours = [], theirs = []] = await sendAtRate([redfirst.url, probot.url], deliveries, perSecond);
    clearInterval(watch);
    const { red } = await ask({ ask: 'progress' });
    await end(redfirst.process, 'SIGKILL');
    const stored = await countStored(join(directory, 'data'));
    return {
      figures: figuresOf({ ours, theirs, stored }),
      load: { sandboxes: quantile(sandboxes, 0.5), unfinished: 8 - red },
    };
  } finally {
    await Promise.all([redfirst.process, probot.process, theatre].map(child => end(child, 'SIGKILL')));
    await rm(directory, { recursive: true, force: true });
  }
}

function environmentOf({ url, model, app }: TheatreReady, directory: string) {
  return {
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: app.webhookSecret,
    HOST: '127.0.0.1',
    PORT: '0',
    GHE_HOST: new URL(url).host,
    GHE_PROTOCOL: 'http',
    REDFIRST_DATA: join(directory, 'data'),
    REDFIRST_CONCURRENCY: '8',
    REDFIRST_WRITE_SPACING: '0',
    OPENAI_API_KEY: 'scripted',
    OPENAI_BASE_URL: model,
    REDFIRST_MODEL: 'scripted',
    LOG_LEVEL: 'error',
  };
}

const sandboxesOf = (pid: number) => new Set(treeOf(pid).filter(id => nameOf(id) === 'bwrap')).size / 2;

/** What the store of a killed Redfirst holds of the deliveries. */
async function countStored(directory: string): Promise<number> {
  const database = await openDatabase({ directory, log: silent });
  const [row] = await database.query(
    `SELECT count(DISTINCT data->'feature'->>'issue')::int AS count FROM redfirst.job
     WHERE (data->'feature'->>'issue')::int >= ${firstIssue}`,
  );
  await database.close();
  return Number(row?.['count']);
}

function figuresOf({ ours, theirs, stored }: { ours: Answered[]; theirs: Answered[]; stored: number }): Figure[] {
  const accepted = ours.filter(({ status }) => status === 202).length;
  const at = (answers: Answered[], share: number) =>
    quantile(
      answers.map(({ milliseconds }) => milliseconds),
      share,
    );
  const timed = (share: number) => ({
    value: at(ours, share),
    unit: 'ms',
    beside: { what: 'empty Probot app', value: at(theirs, share) },
  });
  return [
    { what: 'acknowledged, p50', ...timed(0.5) },
    { what: 'acknowledged, p99', ...timed(0.99), bar: 50 },
    { what: 'deliveries acknowledged', value: accepted, unit: '', beside: { what: 'sent', value: ours.length } },
    {
      what: 'of these in the store after kill -9',
      value: stored,
      unit: '',
      beside: { what: 'acknowledged', value: accepted },
    },
  ];
}

if (import.meta.main) console.log(JSON.stringify(await acknowledge(), undefined, 2));
