import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/adapters/database/database.ts';
import { sqlLedger } from '../../../src/adapters/database/sql-ledger.ts';
import { silentLog } from '../../silent-log.ts';
import { startPostgres } from './postgres-server.ts';

const root = mkdtempSync(join(tmpdir(), 'redfirst-ledger-'));
const postgres = await startPostgres();

let open: Database[] = [];
async function at(place: { directory: string; url?: string }): Promise<Database> {
  const database = await openDatabase({ ...place, log: silentLog });
  open.push(database);
  return database;
}
afterEach(async () => {
  await Promise.all(open.map(database => database.close()));
  open = [];
});
afterAll(async () => {
  if ('stop' in postgres) await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

const featureAt = (id: number, issue: number) => ({
  repository: { installationId: 1, id, owner: 'acme', name: 'shelf' },
  issue,
});
const [own, neighbour, elsewhere] = [featureAt(7, 12), featureAt(7, 13), featureAt(8, 12)];
const nothing = { seconds: 0, calls: 0, tokens: 0, usd: 0, unpriced: 0 };
const cost = (usd?: number) => ({ seconds: 0, calls: 1, tokens: 100, ...(usd !== undefined && { usd }) });

const places: [string, { directory: string; url?: string } | undefined][] = [
  ['the embedded store', { directory: join(root, 'ledger') }],
  ['PostgreSQL', 'url' in postgres ? { directory: root, url: postgres.url } : undefined],
];

describe.each(places)('ledger on %s', (_name, place) => {
  it.skipIf(!place)('adds up a feature by stage, and the UTC day of its repository and of everybody', async () => {
    if (!place) return;
    const first = await at(place);
    const ledger = sqlLedger(first);
    expect(await ledger.spent(own)).toEqual({
      stages: {},
      repositoryToday: nothing,
      today: nothing,
    });
    await ledger.note({ feature: own, stage: 'plan', cost: cost(0.25) });
    await ledger.note({ feature: own, stage: 'green', cost: cost(1.5) });
    await ledger.note({ feature: own, stage: 'green', cost: cost(0.5) });
    await ledger.note({ feature: own, stage: 'green', cost: { seconds: 12.5, calls: 0, tokens: 0, usd: 0 } });
    await ledger.note({ feature: neighbour, stage: 'plan', cost: cost(4) });
    await ledger.note({ feature: elsewhere, stage: 'plan', cost: cost(8) });
    await first.close();
    open = [];
    expect(await sqlLedger(await at(place)).spent(own)).toEqual({
      stages: {
        plan: { ...nothing, calls: 1, tokens: 100, usd: 0.25 },
        green: { ...nothing, seconds: 12.5, calls: 2, tokens: 200, usd: 2 },
      },
      repositoryToday: { seconds: 12.5, calls: 4, tokens: 400, usd: 6.25, unpriced: 0 },
      today: { seconds: 12.5, calls: 5, tokens: 500, usd: 14.25, unpriced: 0 },
    });
  });

  it.skipIf(!place)('begins a new day at midnight UTC, and forgets nothing of a feature by it', async () => {
    if (!place) return;
    const database = await at(place);
    const ledger = sqlLedger(database);
    const before = await ledger.spent(own);
    const insert = (moment: string) =>
      database.query(
        `INSERT INTO redfirst_ledger (feature, repository, stage, seconds, calls, tokens, usd, at)
         VALUES ('1/7/12', '1/7', 'red', 0, 1, 10, 1, ${moment})`,
      );
    const midnight = `(date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')`;
    await insert(`${midnight} - interval '1 second'`);
    await insert(midnight);
    const after = await ledger.spent(own);
    expect(after.stages.red).toMatchObject({ calls: 2, usd: 2 });
    expect(after.repositoryToday.calls).toBe(before.repositoryToday.calls + 1);
    expect(after.today.calls).toBe(before.today.calls + 1);
  });

  it.skipIf(!place)('counts the calls whose price is not known beside the dollars that are', async () => {
    if (!place) return;
    const ledger = sqlLedger(await at(place));
    const feature = featureAt(9, 1);
    await ledger.note({ feature, stage: 'plan', cost: cost(0.25) });
    await ledger.note({ feature, stage: 'red', cost: cost(0.25) });
    await ledger.note({ feature, stage: 'red', cost: cost() });
    const { stages, repositoryToday } = await ledger.spent(feature);
    expect(stages.red).toEqual({ ...nothing, calls: 2, tokens: 200, usd: 0.25, unpriced: 1 });
    expect(repositoryToday).toEqual({ ...nothing, calls: 3, tokens: 300, usd: 0.5, unpriced: 1 });
  });
});
