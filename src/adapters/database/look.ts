import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PgBoss } from 'pg-boss';
import type { StoreLook } from '../../ports/looks.ts';
import { schema, unreachable } from './database.ts';
import { isLocked } from './store-lock.ts';

/** Looks at the store that `redfirst serve` would open. Throws {@link Failure} when PostgreSQL cannot be used. */
export async function lookAtStore(place: { directory: string; url?: string | undefined }): Promise<StoreLook> {
  const { directory, url } = place;
  if (url !== undefined) return lookAtPostgres(url);
  const path = join(directory, 'pglite');
  if (await isLocked(directory)) return { kind: 'held', path };
  return { kind: existsSync(path) ? 'there' : 'none', path };
}

async function lookAtPostgres(url: string): Promise<StoreLook> {
  const boss = new PgBoss({ connectionString: url, schema, migrate: false, supervise: false, schedule: false });
  boss.on('error', () => {});
  try {
    // It opens the connection, and fails where the tables are not made yet.
    await boss.start().catch(() => undefined);
    const { rows } = await boss.getDb().executeSql("SELECT current_setting('server_version') AS version");
    return { kind: 'postgres', version: String(rows[0]?.version) };
  } catch (cause) {
    throw unreachable(url, cause);
  } finally {
    await boss.stop({ graceful: false }).catch(() => undefined);
  }
}
