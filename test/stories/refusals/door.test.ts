import type { ChildProcess } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { labels } from '../../../demo/labels.ts';
import { type Playground, startPlayground } from '../../../src/playground/server.ts';
import { describeWith } from '../../toolchains.ts';
import { type Ledger, openLedger } from '../ledger.ts';
import { type Person, personOn } from '../person.ts';
import { addressOf, newKeys, startCli } from './command-line.ts';

const secret = 'a webhook secret of more than thirty-two bytes';
const megabyte = 2 ** 20;

describeWith(['git', 'bubblewrap'], 'the door of redfirst serve', () => {
  let directory: string;
  let playground: Playground;
  let ledger: Ledger;
  let writer: Person;
  let redfirst: ChildProcess;
  let webhooks: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'redfirst-door-'));
    const keys = newKeys();
    const app = { id: 4711, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret: secret };
    playground = await startPlayground({ dataDir: join(directory, 'github'), app });
    await playground.createRepository({ owner: 'acme', name: 'shelf', labels });
    ledger = openLedger(playground);
    writer = personOn(playground, 'writer', { owner: 'acme', name: 'shelf' });
    redfirst = startCli(['serve'], {
      cwd: directory,
      env: {
        APP_ID: '4711',
        PRIVATE_KEY: keys.privateKey,
        WEBHOOK_SECRET: secret,
        HOST: '127.0.0.1',
        PORT: '0',
        GHE_HOST: new URL(playground.url).host,
        GHE_PROTOCOL: 'http',
        REDFIRST_WRITE_SPACING: '0',
        LOG_LEVEL: 'fatal',
      },
    });
    webhooks = `${await addressOf(redfirst)}/api/github/webhooks`;
    playground.setWebhookUrl(webhooks);
    await firstLookThrough();
  });
  afterAll(async () => {
    redfirst.kill('SIGTERM');
    await once(redfirst, 'exit');
    const unread = ledger.unread();
    await playground.close();
    await rm(directory, { recursive: true, force: true });
    expect(unread, 'what nobody looked at').toEqual([]);
  });

  /** At its start it looks at every labelled issue, whoever asked. */
  const firstLookThrough = () =>
    vi.waitFor(
      () => {
        const done = playground.requests.map(({ operation }) => operation);
        expect(done).toContainEqual(expect.stringMatching(/^query LabelledIssues /));
      },
      { timeout: 30_000, interval: 50 },
    );

  /** A delivery as GitHub made it that did not arrive, to send again in another way. */
  async function deliveryFor(issue: number) {
    playground.setWebhookUrl('http://127.0.0.1:9/');
    await writer.label(issue);
    await playground.settled();
    playground.setWebhookUrl(webhooks);
    const delivery = playground.deliveries.findLast(({ event, action }) => event === 'issues' && action === 'labeled');
    return JSON.stringify(delivery?.request.payload);
  }

  const headers = (signature: string) => ({
    'content-type': 'application/json',
    'x-github-delivery': randomUUID(),
    'x-github-event': 'issues',
    ...(signature && { 'x-hub-signature-256': signature }),
  });
  const sign = (body: string, key: string) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

  /** What the App has done once everything that was sent before is done with: a delivery of good faith goes behind it. */
  async function afterwards(): Promise<string[]> {
    const issue = await writer.openIssue({ title: 'In good faith', body: 'Please.' });
    await writer.label(issue);
    const seen: string[] = [];
    await vi.waitFor(
      () => {
        seen.push(...ledger.news());
        expect(seen).toContain(`reaction eyes on #${issue}`);
      },
      { timeout: 30_000, interval: 100 },
    );
    return seen;
  }

  it('lets nothing in whose signature does not fit, and does nothing for it', async () => {
    const forged = await writer.openIssue({ title: 'Forged', body: 'Please.' });
    const body = await deliveryFor(forged);
    for (const signature of [
      sign(body, 'development'),
      sign(`${body} `, secret),
      'sha256=',
      `sha1=${'0'.repeat(40)}`,
      '',
    ]) {
      const response = await fetch(webhooks, { method: 'POST', headers: headers(signature), body });
      expect(response.status).toBe(401);
    }
    expect(await afterwards()).toEqual(['reaction eyes on #2', 'comment: Redfirst cannot start']);

    const genuine = await fetch(webhooks, { method: 'POST', headers: headers(sign(body, secret)), body });
    expect(genuine.status).toBe(202);
    await vi.waitFor(() => expect(ledger.unread()).toHaveLength(2), { timeout: 30_000, interval: 100 });
    expect(ledger.news()).toEqual(['reaction eyes on #1', 'comment: Redfirst cannot start']);
  });

  /** Sends megabytes until the door has had enough: the status, and how many it took. */
  async function pour(total: number, declared: boolean): Promise<{ status: number | undefined; sent: number }> {
    const chunk = Buffer.alloc(megabyte, ' ');
    const length = declared ? { 'content-length': total * megabyte } : {};
    const sending = request(webhooks, { method: 'POST', headers: { ...headers(sign('', secret)), ...length } });
    sending.on('error', () => {});
    let status: number | undefined;
    const answered = once(sending, 'response').then(([response]) => {
      status = response.statusCode;
      response.resume();
    });
    let sent = 0;
    while (sent < total && status === undefined) {
      if (!sending.write(chunk)) await Promise.race([once(sending, 'drain'), answered]);
      sent += 1;
    }
    await answered;
    sending.destroy();
    return { status, sent };
  }

  const peakMegabytes = () =>
    Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${redfirst.pid}/status`, 'utf8'))?.[1]) / 1024;

  it.each([
    ['that says how long it is', true, 10],
    ['that does not', false, 60],
  ])('refuses a body of 200 MB early %s, and holds none of it', async (_name, declared, most) => {
    const before = peakMegabytes();
    const { status, sent } = await pour(200, declared);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(most);
    expect(peakMegabytes() - before).toBeLessThan(100);
    expect((await fetch(webhooks.replace('/api/github/webhooks', '/ping'))).status).toBe(200);
  });
});
