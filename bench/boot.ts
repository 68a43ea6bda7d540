// How long a start takes until deliveries are taken, and how much memory an idle server holds, beside an empty Probot app.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startPlayground } from '../src/playground/server.ts';
import { startPostgres } from '../test/adapters/database/postgres-server.ts';
import { type Figure, median } from './figure.ts';
import { end, memoryOf, startServer } from './processes.ts';

const starts = 7;

interface Start {
  milliseconds: number;
  memory: { rss: number; pss: number };
}

/** Starts of `redfirst serve` with the embedded store and with PostgreSQL where there is one, each beside Probot. */
export async function boot(): Promise<{ figures: Figure[]; missing: string | undefined }> {
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-bench-'));
  const pem = { type: 'pkcs1', format: 'pem' } as const;
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: pem, privateKeyEncoding: pem });
  const webhookSecret = randomBytes(32).toString('hex');
  const app = { id: 1, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret };
  const playground = await startPlayground({ dataDir: join(directory, 'github'), app });
  const postgres = await startPostgres();
  const environment = {
    APP_ID: '1',
    PRIVATE_KEY: keys.privateKey,
    WEBHOOK_SECRET: webhookSecret,
    HOST: '127.0.0.1',
    PORT: '0',
    GHE_HOST: new URL(playground.url).host,
    GHE_PROTOCOL: 'http',
    REDFIRST_DATA: join(directory, 'data'),
    LOG_LEVEL: 'error',
  };
  const redfirst = (more: Record<string, string>) => start(['dist/cli.js', 'serve'], { ...environment, ...more });
  try {
    const first = await redfirst({});
    const embedded: Start[] = [];
    const probot: Start[] = [];
    const shared: Start[] = [];
    for (let round = 0; round < starts; round += 1) {
      embedded.push(await redfirst({}));
      probot.push(await start(['bench/ack/empty-probot.ts'], environment));
      if ('url' in postgres) shared.push(await redfirst({ DATABASE_URL: postgres.url }));
    }
    const figures = [
      { what: 'first start, embedded store', value: Math.round(first.milliseconds), unit: 'ms' },
      ...figuresOf('embedded store', embedded, { probot, bars: { boot: 700, memory: 260 } }),
      ...(shared.length > 0 ? figuresOf('PostgreSQL', shared, { probot, bars: { boot: 400, memory: 110 } }) : []),
    ];
    return { figures, missing: 'missing' in postgres ? postgres.missing : undefined };
  } finally {
    if ('stop' in postgres) await postgres.stop();
    await playground.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function start(script: readonly string[], environment: Record<string, string>): Promise<Start> {
  const { process: child, milliseconds } = await startServer(script, environment);
  await wait(2000);
  const memory = memoryOf(child.pid ?? 0);
  await end(child);
  return { milliseconds, memory };
}

interface Beside {
  probot: Start[];
  bars: { boot: number; memory: number };
}

function figuresOf(store: string, ours: Start[], { probot, bars }: Beside): Figure[] {
  const figure = (what: string, unit: string, read: (start: Start) => number): Figure => ({
    what: `${what}, ${store}`,
    value: Math.round(median(ours.map(read))),
    unit,
    beside: { what: 'empty Probot app', value: Math.round(median(probot.map(read))) },
  });
  return [
    { ...figure('start', 'ms', ({ milliseconds }) => milliseconds), bar: bars.boot },
    { ...figure('idle, RSS', 'MB', ({ memory }) => memory.rss), bar: bars.memory },
    figure('idle, PSS', 'MB', ({ memory }) => memory.pss),
  ];
}

if (import.meta.main) console.log(JSON.stringify(await boot(), undefined, 2));
