import { PgBoss } from 'pg-boss';
import type { Failure } from '../../domain/failure.ts';
import type { Log } from '../../ports/log.ts';
import { databaseFailure, messageOf } from './database-failure.ts';
import { openEmbeddedStore } from './embedded-store.ts';

/** The durable store, with the same SQL whether it lives in this process or in PostgreSQL. */
export interface Database {
  kind: 'embedded' | 'postgres';
  boss: PgBoss;
  /** Runs SQL: one statement when it has `$1` parameters. Throws {@link Failure} with source `database`. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Everything of the queue lives here, so that a shared PostgreSQL may hold another pg-boss. */
export const schema = 'redfirst';

const settings = {
  schema,
  useListenNotify: true,
  schedule: false,
  // How soon a lease is found to have run out.
  superviseIntervalSeconds: 5,
  monitorIntervalSeconds: 5,
  flowIntervalSeconds: 3600,
};

/**
 * Opens PostgreSQL at `url`, or else the store embedded in this process below `directory`, and brings its tables up to
 * date. A damaged embedded store is set aside and a new one is made: the reconcile loop refills it from GitHub.
 * Throws {@link Failure} with source `database` when PostgreSQL cannot be used or another process holds the store.
 */
export async function openDatabase(place: {
  directory: string;
  url?: string | undefined;
  log: Log;
}): Promise<Database> {
  const { url, log } = place;
  if (url === undefined) {
    return openEmbeddedStore(place, ({ db, close }) => {
      const boss = new PgBoss({ ...settings, db, backend: 'pglite', reindex: false, monitorVacuum: false });
      return prepare({ kind: 'embedded', boss, log, closeStore: close });
    });
  }
  try {
    const boss = new PgBoss({ ...settings, connectionString: url, application_name: 'redfirst' });
    return await prepare({ kind: 'postgres', boss, log, closeStore: async () => {} });
  } catch (cause) {
    throw unreachable(url, cause);
  }
}

/** PostgreSQL cannot be had. */
export function unreachable(url: string, cause: unknown): Failure {
  const remedy = 'Check DATABASE_URL, that the server runs and that this host may connect to it.';
  return databaseFailure(`PostgreSQL at ${whereOf(url)} cannot be used: ${messageOf(cause)}. ${remedy}`, cause);
}

interface Opening extends Pick<Database, 'kind' | 'boss'> {
  log: Log;
  closeStore(): Promise<void>;
}

async function prepare({ kind, boss, log, closeStore }: Opening): Promise<Database> {
  boss.on('error', error => log.error({ error: messageOf(error) }, 'the database reported an error'));
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'the database reported a warning'));
  const close = async () => {
    await boss.stop({ graceful: false });
    await closeStore();
  };
  try {
    await boss.start();
    const query: Database['query'] = async (text, values) => {
      try {
        return (await boss.getDb().executeSql(text, values)).rows;
      } catch (cause) {
        throw databaseFailure(`The database did not do what it was asked to: ${messageOf(cause)}.`, cause);
      }
    };
    await createTables(query);
    return { kind, boss, query, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/**
 * The journal is `json`, since `jsonb` refuses the `\u0000` that a model may write. In the ledger a price that is not
 * known is null. The lock is for hosts that start at once.
 */
async function createTables(query: Database['query']): Promise<void> {
  await query(`
    SELECT pg_advisory_xact_lock(hashtext('redfirst_journal'));
    CREATE TABLE IF NOT EXISTS redfirst_journal (
      key text PRIMARY KEY,
      feature text NOT NULL,
      value json NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    DELETE FROM redfirst_journal WHERE created_at < now() - interval '90 days';
    CREATE TABLE IF NOT EXISTS redfirst_ledger (
      feature text NOT NULL,
      repository text NOT NULL,
      stage text NOT NULL,
      seconds double precision NOT NULL,
      calls integer NOT NULL,
      tokens bigint NOT NULL,
      usd double precision,
      at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX IF NOT EXISTS redfirst_ledger_feature ON redfirst_ledger (feature);
    CREATE INDEX IF NOT EXISTS redfirst_ledger_at ON redfirst_ledger (at);
    DELETE FROM redfirst_ledger WHERE at < now() - interval '400 days'`);
}

/** Host, port and name of the database: never its user or password. */
function whereOf(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL (which is not a URL)';
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'the local socket'}:${port || 5432}${pathname}`;
}
