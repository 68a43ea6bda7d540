import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { prepareDataDirectory } from './adapters/data-directory.ts';
import { type Database, openDatabase } from './adapters/database/database.ts';
import { pgBossQueue, type QueueOptions } from './adapters/database/pg-boss-queue.ts';
import { sqlJournal } from './adapters/database/sql-journal.ts';
import { sqlLedger } from './adapters/database/sql-ledger.ts';
import { checkGitVersion } from './adapters/git/git-version.ts';
import { type Connection, connect } from './adapters/github/connection.ts';
import { hostUrls } from './adapters/github/hosts.ts';
import { gitHubReader } from './adapters/github/reader.ts';
import { wrongKey } from './adapters/github/wrong-key.ts';
import type { Environment } from './config/environment.ts';
import { gitEnvironment } from './config/environment.ts';
import { Failure } from './domain/failure.ts';
import type { Feature } from './domain/feature.ts';
import { reconcile } from './engine/reconcile.ts';
import type { Pace } from './engine/world.ts';
import { createWebhookServer } from './index.ts';
import type { Intake } from './intake/store-signals.ts';
import type { GitHubReader } from './ports/github.ts';
import type { Log } from './ports/log.ts';
import type { Queue, Turn } from './ports/queue.ts';
import type { Sandbox } from './ports/sandbox.ts';
import { makeSandbox } from './sandbox.ts';
import type { makeWorld } from './world.ts';

export interface ServeOptions {
  environment: Environment;
  /** A worker takes turns and receives nothing. */
  role: 'serve' | 'worker';
  version: string;
  log: Log;
  /** How often a turn that failed is tried again; half an hour unless told otherwise. */
  retry?: NonNullable<QueueOptions['retry']>;
  /** What runs foreign code, where it is not made from the environment. */
  sandbox?: Sandbox;
  /** When people are told of work under way; after seconds unless told otherwise. */
  pace?: Pace;
}

/** A running Redfirst. */
export interface Redfirst {
  /** Where it listens; nothing for a worker. */
  url: string | undefined;
  /** Resolves when no feature runs, waits for a worker or is to be tried again. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts receiving and working. The port is bound before the store is opened, so that a second process on the same
 * port ends before it can touch the first one's store. Then the store, the host and GitHub are asked at once, and
 * nothing is taken before all three have answered. Throws {@link Failure} when the host cannot do what is asked.
 */
export async function startRedfirst(options: ServeOptions): Promise<Redfirst> {
  const { environment, role, version, log, retry, pace } = options;
  const { github, data, databaseUrl } = environment;
  await prepareDataDirectory(data);
  warnOfRecordings(environment.model, log);
  let intake: Intake | undefined;
  const door = role === 'serve' ? await openDoor(environment, { version, log, intake: () => intake }) : undefined;
  const connection = connectionTo(github, log);
  const reader = gitHubReader(connection);
  const opening = openDatabase({ directory: data, url: databaseUrl?.reveal(), log });
  const checking = checkHost(options);
  const engine = lazily(async () => {
    const parts = { connection, sandbox: await checking, ...storedIn(await opening), log, version, pace };
    return openEngine(environment, parts);
  });
  const onDead = async (feature: Feature, error: Failure) => (await engine()).showDead(feature, error);
  const queueing = opening.then(database => pgBossQueue({ database, log, onDead, ...(retry && { retry }) }));
  const naming = botLoginOf(reader, { appId: github.appId, checking, log });
  const [queue, botLogin] = await Promise.all([queueing, naming, checking]).catch(async error => {
    door?.close();
    await queueing.catch(() => undefined);
    await opening.then(database => database.close()).catch(() => undefined);
    throw error;
  });
  let looking: Promise<unknown> = Promise.resolve();
  const lookThrough = () => {
    looking = reconcile({ reader, queue, log }).catch(error =>
      log.warn({ error: String(error) }, 'could not reconcile'),
    );
    return looking;
  };
  await queue.work({ concurrency: environment.concurrency }, async turn => (await engine()).tick(turn));
  const { appId, labels, allowedInstallations } = github;
  intake = { self: { appId, botLogin, labels }, queue, lookThrough, allowedInstallations, log };
  const timer = setInterval(lookThrough, environment.reconcileInterval);
  const first = lookThrough();
  return {
    url: door && urlOf(door),
    idle: () => Promise.all([first, looking]).then(() => whenIdle(queue)),
    stop: async () => {
      clearInterval(timer);
      door?.closeAllConnections();
      door?.close();
      await first;
      await queue.stop();
      await (await opening).close();
    },
  };
}

/** Recordings hold what repositories say, and a replay is no model: neither may go on unnoticed. */
function warnOfRecordings(model: Environment['model'], log: Log): void {
  const { record, replay } = model?.recordings ?? {};
  if (record !== undefined)
    log.warn({ directory: record }, 'every exchange with the model is recorded (REDFIRST_RECORD)');
  if (replay !== undefined) log.warn({ directory: replay }, 'recordings answer instead of the model (REDFIRST_REPLAY)');
}

function connectionTo(github: Environment['github'], log: Log): Connection {
  const { appId, privateKey, writeSpacing } = github;
  return connect({ appId, privateKey: privateKey.reveal(), ...hostUrls(github), writeSpacing, log });
}

const storedIn = (database: Database) => ({ journal: sqlJournal(database), ledger: sqlLedger(database) });

/** Whether git is here and foreign code can be isolated. */
async function checkHost({ environment, log, sandbox: given }: ServeOptions): Promise<Sandbox> {
  const [sandbox] = await Promise.all([given ?? makeSandbox(environment, log), checkGitVersion(gitEnvironment())]);
  return sandbox;
}

/** What turns need, the model and all stages included, is loaded with the first one: a server that waits holds none of it. */
async function openEngine(environment: Environment, parts: Parameters<typeof makeWorld>[1]) {
  const [world, { tick }, { showDead }] = await Promise.all([
    import('./world.ts').then(module => module.makeWorld(environment, parts)),
    import('./engine/tick.ts'),
    import('./engine/dead-letter.ts'),
  ]);
  return {
    tick: (turn: Turn) => tick(world, turn),
    showDead: (feature: Feature, error: Failure) => showDead(world, feature, error),
  };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch(error => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

interface Asking {
  appId: number;
  /** What the host lacks is said first, and alone. */
  checking: Promise<unknown>;
  log: Log;
}

/** A key that does not fit ends the start; a host that cannot be reached now does not: we then look at our own events too. */
async function botLoginOf(reader: GitHubReader, { appId, checking, log }: Asking): Promise<string> {
  return reader.readBotLogin().catch(async error => {
    await checking;
    if (!(error instanceof Failure)) throw error;
    if (error.reason === 'unauthorised') throw wrongKey(appId, error);
    if (!error.retryable) throw error;
    log.warn({ error: error.message }, 'GitHub cannot be reached yet');
    return '';
  });
}

type DoorWiring = { version: string; log: Log; intake(): Intake | undefined };

async function openDoor({ github, server }: Environment, wiring: DoorWiring): Promise<Server> {
  const { appId, privateKey, webhookSecret } = github;
  const door = await createWebhookServer({
    appId,
    privateKey: privateKey.reveal(),
    secret: webhookSecret.reveal(),
    ...wiring,
  });
  door.listen(server.port, server.host);
  await once(door, 'listening').catch(cause => {
    const remedy = 'Free it, or set PORT and HOST.';
    const message = `Port ${server.port} on ${server.host} cannot be listened on: ${(cause as Error).message}. ${remedy}`;
    throw new Failure(message, { source: 'environment', reason: 'port-taken', retryable: false }, cause);
  });
  return door;
}

function urlOf(door: Server): string {
  const { address, port, family } = door.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function whenIdle(queue: Queue): Promise<void> {
  while ((await queue.unfinished()) > 0) await wait(20);
}
