import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/database/database.ts';
import { pgBossQueue } from '../../src/adapters/database/pg-boss-queue.ts';
import { Failure } from '../../src/domain/failure.ts';
import { bot, delivery } from './deliveries.ts';
import { type Door, openDoor, send, signature } from './door.ts';

const labelled = delivery.issues('labeled');
const body = JSON.stringify(labelled.payload);
const mebibyte = 2 ** 20;

let doors: Door[] = [];
const open = async (...options: Parameters<typeof openDoor>) => {
  const door = await openDoor(...options);
  doors.push(door);
  return door;
};
afterEach(async () => {
  await Promise.all(doors.map(door => door.close()));
  doors = [];
});

describe('a delivery', () => {
  it('is answered 202 once it is stored', async () => {
    let release = () => {};
    const stored = new Promise<void>(resolve => {
      release = resolve;
    });
    const door = await open({ part: { queue: { enqueue: () => stored } } });
    const answer = send(door.port, labelled);
    const early = await Promise.race([answer, new Promise(resolve => setTimeout(resolve, 100, 'nothing yet'))]);
    expect(early).toBe('nothing yet');
    release();
    expect((await answer).status).toBe(202);
  });

  it('leads to the issue that it is about', async () => {
    const door = await open();
    await send(door.port, labelled);
    await send(door.port, delivery.issues('unlabeled'));
    await send(door.port, delivery.comment('/implement'));
    expect(door.stored).toEqual(['5/7/12', '5/7/12!', '5/7/12']);
    expect(door.lines).toContainEqual({
      level: 'info',
      fields: { feature: '5/7/12', delivery: 'd-1', cause: 'issues.labeled' },
      message: 'stored a signal',
    });
  });

  it('of an installation starts a look through it, and its failure is ours to log', async () => {
    const door = await open({ part: { lookThrough: () => Promise.reject(new Error('GitHub is down')) } });
    expect((await send(door.port, delivery.installation('created'))).status).toBe(202);
    expect(door.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    const other = await open();
    await send(other.port, delivery.repositoriesAdded());
    expect(other.lookedThrough).toEqual([5]);
  });

  it('that means nothing is accepted and not stored', async () => {
    const door = await open();
    for (const sent of [delivery.comment('/implement', { sender: bot('evil[bot]') }), { ...labelled, name: 'star' }])
      expect((await send(door.port, sent)).status).toBe(202);
    expect(door.stored).toEqual([]);
  });

  it('that cannot be stored is answered 503, so that GitHub shows it as failed', async () => {
    const down = new Failure('The database is down.', { source: 'database', reason: 'unreachable', retryable: true });
    const door = await open({ part: { queue: { enqueue: () => Promise.reject(down) } } });
    expect((await send(door.port, labelled)).status).toBe(503);
    expect(door.lines.at(-1)).toMatchObject({ level: 'error', fields: { delivery: 'd-1', event: 'issues' } });
  });

  it('that comes before the store is open is answered 503', async () => {
    const door = await open({ intake: () => undefined });
    expect(await send(door.port, labelled)).toMatchObject({ status: 503, text: expect.stringContaining('starting') });
  });

  it('S11 of an installation that is not allowed is one log line', async () => {
    const door = await open({ part: { allowedInstallations: new Set([6]) } });
    expect((await send(door.port, labelled)).status).toBe(202);
    expect((await send(door.port, delivery.installation('created'))).status).toBe(202);
    expect([door.stored, door.lookedThrough]).toEqual([[], []]);
    expect(door.lines.map(({ message }) => message)).toEqual(Array(2).fill(expect.stringContaining('ALLOWED')));
  });
});

const deep = `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
const refused: [string, Parameters<typeof send>[2], number][] = [
  ['S01 a wrong signature', { headers: { 'x-hub-signature-256': signature(body, 'another secret') } }, 401],
  ['S01 a signature of another body', { headers: { 'x-hub-signature-256': signature('{}') } }, 401],
  ['S01 a signature that is none', { headers: { 'x-hub-signature-256': 'sha256=hunter2' } }, 401],
  ['S01 no signature', { headers: { 'x-hub-signature-256': '' } }, 401],
  [
    'S02 the secret that Probot has by default',
    { headers: { 'x-hub-signature-256': signature(body, 'development') } },
    401,
  ],
  ['S04 a body under another header', { headers: { 'x-github-event': 'pull_request' } }, 400],
  ['S09 a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
  ['S09 a type that only begins like JSON', { headers: { 'content-type': 'application/jsonp' } }, 415],
  ['S10 no JSON', { body: 'hello' }, 400],
  ['S10 a body that is empty', { body: '' }, 401],
  ['S10 a list', { body: '[]' }, 400],
  ['S10 null', { body: 'null' }, 400],
  ['S10 JSON 10,000 deep', { body: deep }, 400],
  ['S10 a number twice', { body: body.replace('"number":12', '"number":12,"number":"13"') }, 400],
  ['S10 bytes that are not UTF-8', { body: Buffer.from([0x7b, 0xff, 0x7d]) }, 400],
  ['no event', { headers: { 'x-github-event': '' } }, 400],
  ['no delivery id', { headers: { 'x-github-delivery': '' } }, 400],
  ['a delivery id with a line end', { headers: { 'x-github-delivery': 'a b' } }, 400],
  ['another path', { path: '/' }, 404],
  ['another method', { method: 'PUT' }, 404],
  ['the path with more behind it', { path: '/api/github/webhooks/../x' }, 404],
];

describe('refused with nothing stored and no body in the log', () => {
  it.each(refused)('%s', async (_name, change, status) => {
    const door = await open();
    const answer = await send(door.port, labelled, change);
    expect(answer.status).toBe(status);
    expect(door.stored).toEqual([]);
    expect(JSON.stringify(door.lines)).not.toMatch(/evil\.test|As a buyer|hunter2/);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

describe('the door', () => {
  it('says who is there', async () => {
    const door = await open();
    const answer = await send(door.port, labelled, { path: '/ping', method: 'GET', body: '' });
    expect(answer).toMatchObject({ status: 200, text: 'PONG redfirst 1.2.3\n' });
  });

  it.each([
    ['with its length announced', true],
    ['in pieces', false],
  ])('S07 takes no more than its cap of 200 MB %s, and a delivery passes meanwhile', async (_how, isAnnounced) => {
    const door = await open();
    const before = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - before);
    }, 5);
    const flood = pour(door.port, 200 * mebibyte, isAnnounced);
    expect((await send(door.port, labelled)).status).toBe(202);
    expect(await flood).toBe(413);
    clearInterval(watch);
    expect(most / mebibyte).toBeLessThan(64);
    expect(door.stored).toEqual(['5/7/12']);
  });

  it('refuses more than it may hold of all bodies together', async () => {
    const door = await open({ bodyLimits: { each: 2 * mebibyte, together: 3 * mebibyte } });
    const crowd = () => Promise.all([1, 2].map(() => begin(door.port, 1.9 * mebibyte, 1.4 * mebibyte)));
    let slow = await crowd();
    // What was written is not yet read: where the door saw the third body first, the slow ones are refused in its place.
    const third = async () => {
      const status = await pour(door.port, mebibyte, true);
      if (status === 503) return status;
      for (const socket of slow) socket.destroy();
      slow = await crowd();
      return status;
    };
    await expect.poll(third, { timeout: 20_000 }).toBe(503);
    for (const socket of slow) socket.destroy();
    await expect.poll(async () => (await send(door.port, labelled)).status).toBe(202);
  });

  it('S08 serves while hundreds send a byte at a time, and cuts them off', async () => {
    const door = await open({ timeouts: { headersTimeout: 1000, requestTimeout: 2000, keepAliveTimeout: 1000 } });
    const sockets = await Promise.all(Array.from({ length: 500 }, () => begin(door.port, 1000, 1)));
    let left = sockets.length;
    for (const socket of sockets) socket.once('close', () => left--).on('error', () => undefined);
    expect(left).toBe(500);
    expect((await send(door.port, labelled)).status).toBe(202);
    await expect.poll(() => left, { timeout: 20_000 }).toBe(0);
    expect(door.stored).toEqual(['5/7/12']);
    expect(door.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('S03 and S05', () => {
  it('a hundred deliveries of one event are one turn', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'redfirst-door-'));
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const database = await openDatabase({ directory, log });
    const queue = await pgBossQueue({ database, log, onDead: async () => {} });
    const door = await open({ part: { queue } });
    const same = Array.from({ length: 50 }, () => send(door.port, labelled));
    const renamed = Array.from({ length: 50 }, (_, nth) => send(door.port, { ...labelled, id: `d-${nth}` }));
    for (const answer of await Promise.all([...same, ...renamed])) expect(answer.status).toBe(202);
    const turns: number[] = [];
    await queue.work({ concurrency: 4 }, async turn => void turns.push(turn.feature.issue));
    await queue.enqueue({ repository: { installationId: 5, id: 7, owner: 'octo', name: 'shop' }, issue: 99 });
    await expect.poll(() => turns).toContain(99);
    expect(turns.filter(issue => issue === 12)).toEqual([12]);
    await queue.stop();
    await database.close();
    rmSync(directory, { recursive: true });
  });
});

/** Sends this many bytes with a wrong signature, and gives the status. */
function pour(port: number, bytes: number, isAnnounced: boolean): Promise<number> {
  const piece = Buffer.alloc(64 * 1024, 0x20);
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'issues',
      'x-github-delivery': 'flood',
      'x-hub-signature-256': signature('another body'),
      ...(isAnnounced ? { 'content-length': bytes } : {}),
    };
    const sending = request({ port, path: '/api/github/webhooks', method: 'POST', headers, agent: false }, response => {
      response.resume();
      sending.destroy();
      resolve(response.statusCode ?? 0);
    });
    sending.on('error', reject);
    let sent = 0;
    const more = () => {
      while (!sending.destroyed && sent < bytes) {
        sent += piece.length;
        if (!sending.write(piece.subarray(0, piece.length - Math.max(0, sent - bytes))))
          return sending.once('drain', more);
      }
      return sending.end();
    };
    more();
  });
}

/** A delivery that is begun and not finished. */
function begin(port: number, announced: number, sent: number): Promise<Socket> {
  const head = [
    'POST /api/github/webhooks HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    'X-GitHub-Event: issues',
    'X-GitHub-Delivery: slow',
    'X-Hub-Signature-256: sha256=00',
    `Content-Length: ${Math.ceil(announced)}`,
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').resume();
    socket.once('error', reject);
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(Buffer.alloc(Math.ceil(sent), 0x20), () => resolve(socket));
  });
}
