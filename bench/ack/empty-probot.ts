// What Redfirst is timed beside: a Probot app that takes the same deliveries and does nothing with them.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { pino } from 'pino';
import { Probot, Server } from 'probot';

const { APP_ID: appId = '', PRIVATE_KEY: privateKey = '', WEBHOOK_SECRET: secret = '' } = process.env;
const log = pino({ level: 'warn' });

/** Probot takes port 0 for none given, and then 3000. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

const server = new Server({
  Probot: Probot.defaults({ appId, privateKey, secret, log }),
  host: '127.0.0.1',
  port: await freePort(),
  log,
});
await server.load(app => {
  app.on('issues.labeled', () => undefined);
});
await server.start();
process.stdout.write(`Probot listens on http://127.0.0.1:${server.port}\n`);
process.once('SIGTERM', () => server.stop().then(() => process.exit(0)));
