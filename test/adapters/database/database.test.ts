import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/adapters/database/database.ts';
import { sqlJournal } from '../../../src/adapters/database/sql-journal.ts';
import type { Log } from '../../../src/ports/log.ts';
import { startPostgres } from './postgres-server.ts';

const root = mkdtempSync(join(tmpdir(), 'redfirst-database-'));
const postgres = await startPostgres();
const lines: { fields: object; message: string }[] = [];
const record = (fields: object, message: string) => void lines.push({ fields, message });
const log: Log = { debug() {}, info() {}, warn: record, error: record };

let open: Database[] = [];
async function at(place: { directory: string; url?: string }): Promise<Database> {
  const database = await openDatabase({ ...place, log });
  open.push(database);
  return database;
}
afterEach(async () => {
  await Promise.all(open.map(database => database.close()));
  open = [];
  lines.length = 0;
});
afterAll(async () => {
  if ('stop' in postgres) await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

const places: [string, { directory: string; url?: string } | undefined][] = [
  ['the embedded store', { directory: join(root, 'journal') }],
  ['PostgreSQL', 'url' in postgres ? { directory: root, url: postgres.url } : undefined],
];

describe.each(places)('journal on %s', (_name, place) => {
  it.skipIf(!place)('recalls what was recorded first, to the letter, after a restart too', async () => {
    if (!place) return;
    const value = { text: 'nul \u0000, lone \ud800 and “quotes”', list: [1, null, { deep: true }] };
    const first = await at(place);
    const journal = sqlJournal(first);
    expect(await journal.recall('call:1')).toBeUndefined();
    await journal.record({ key: 'call:1', feature: '1/7/12', value });
    await journal.record({ key: 'call:1', feature: '1/7/12', value: 'a later one' });
    expect(await journal.recall('call:1')).toEqual(value);
    await first.close();
    open = [];
    expect(await sqlJournal(await at(place)).recall('call:1')).toEqual(value);
  });

  it.skipIf(!place)('keeps one value when many record at once', async () => {
    if (!place) return;
    const journal = sqlJournal(await at(place));
    await Promise.all([1, 2, 3, 4].map(value => journal.record({ key: 'call:2', feature: '1/7/12', value })));
    expect([1, 2, 3, 4]).toContain(await journal.recall('call:2'));
  });
});

describe('embedded store', () => {
  it('is for one process: the second is told what to do', async () => {
    const directory = join(root, 'locked');
    await at({ directory });
    await expect(openDatabase({ directory, log })).rejects.toMatchObject({
      reason: 'locked',
      message: expect.stringMatching(/Another process.*locked.*Stop it.*REDFIRST_DATA.*DATABASE_URL/s),
    });
  });

  it('can be opened again after it was closed', async () => {
    const directory = join(root, 'again');
    const first = await at({ directory });
    await first.query('CREATE TABLE kept (word text)');
    await first.close();
    open = [];
    const second = await at({ directory });
    expect(await second.query("SELECT to_regclass('kept') IS NOT NULL AS kept")).toEqual([{ kept: true }]);
    expect(lines).toEqual([]);
  });

  const damages: [string, (store: string) => void][] = [
    ['its log is zeroed', store => zero(join(store, 'pg_wal'))],
    ['its catalogue is gone', store => rmSync(join(store, 'global'), { recursive: true })],
    ['its control file is cut short', store => truncateSync(join(store, 'global', 'pg_control'), 10)],
    ['its version is another one', store => writeFileSync(join(store, 'PG_VERSION'), '9')],
  ];
  it.each(damages)('is set aside and made anew when %s', async (name, damage) => {
    const directory = join(root, name.replaceAll(' ', '-'));
    const first = await at({ directory });
    await first.close();
    open = [];
    damage(join(directory, 'pglite'));
    const database = await at({ directory });
    expect(await sqlJournal(database).recall('anything')).toBeUndefined();
    expect(readdirSync(directory).some(entry => entry.startsWith('pglite.damaged-'))).toBe(true);
    expect(lines.map(line => line.message)).toEqual([expect.stringContaining('damaged: set aside')]);
    await expect(openDatabase({ directory, log }), 'still locked').rejects.toMatchObject({ reason: 'locked' });
  });

  it('says what to do when its directory cannot be made', async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    const message = expect.stringContaining('Set REDFIRST_DATA to a directory');
    await expect(openDatabase({ directory: join(file, 'data'), log })).rejects.toMatchObject({ message });
  });
});

describe('PostgreSQL that cannot be used', () => {
  const cases = [
    ['nobody listens', 'postgresql://bot:hunter2@127.0.0.1:9/redfirst', '127.0.0.1:9/redfirst'],
    [
      'the host does not exist',
      'postgresql://bot:hunter2@no-such-host.invalid:5433/db',
      'no-such-host.invalid:5433/db',
    ],
    ['the URL is none', 'postgres at home, password hunter2', 'DATABASE_URL'],
  ] as const;
  it.each(cases)('is one failure without the password when %s', async (_name, url, where) => {
    const failure = await openDatabase({ directory: root, url, log }).catch(error => error);
    expect(failure).toMatchObject({ source: 'database', reason: 'unreachable' });
    expect(failure.message).toContain(where);
    expect(failure.message).toContain('Check DATABASE_URL');
    expect(failure.message).not.toContain('hunter2');
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });
});

function zero(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isFile()) writeFileSync(join(directory, entry.name), Buffer.alloc(1 << 20));
}
