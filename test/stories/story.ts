import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { labels } from '../../demo/labels.ts';
import { registryEnvironment } from '../../demo/registry.ts';
import { readSample, type SampleName } from '../../demo/scripted-model/samples.ts';
import type { Script } from '../../demo/scripted-model/script.ts';
import { startScriptedModel } from '../../demo/scripted-model/server.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { Pace } from '../../src/engine/world.ts';
import { type Playground, startPlayground } from '../../src/playground/server.ts';
import type { Sandbox } from '../../src/ports/sandbox.ts';
import { type ServeOptions, startRedfirst } from '../../src/serve.ts';
import { silentLog } from '../silent-log.ts';
import { withAnalysis } from './analysis-reply.ts';
import { furnish } from './furnish.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { type Person, personOn } from './person.ts';

const untold: Pace = { first: 3_600_000, every: 3_600_000 };
const secret = 'a webhook secret of more than thirty-two bytes';
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

export interface StoryOptions {
  sample?: SampleName;
  /** Instead of the sample's own answers. */
  script?: Script;
  /** Answers to several issues. */
  scripts?: readonly Script[];
  /** A directory to make the repository from, instead of a sample's. */
  from?: string;
  /** Whether a model is configured at all. */
  hasModel?: boolean;
  /** What the operator sets beside what a story needs. */
  environment?: Record<string, string>;
  /** How often a turn that failed is tried again, where the usual half an hour is too long. */
  retry?: NonNullable<ServeOptions['retry']>;
  /** Instead of one of its own. */
  sandbox?: Sandbox;
  /** When people are told of work under way. Unless a story is about that it is not told, since slow machines are. */
  pace?: Pace;
}

/** One repository on a GitHub of its own, one Redfirst that serves it, and people who act. */
export interface Story {
  playground: Playground;
  ledger: Ledger;
  maintainer: Person;
  writer: Person;
  outsider: Person;
  triager: Person;
  modelCalls: readonly { name: string; prompt: string }[];
  /** Every command that was run in the sandbox so far. */
  sandboxRuns: string[];
  /** What GitHub shows now that it did not show at the last look, once nothing is under way any more. */
  news(): Promise<string[]>;
  /** The living status comment of an issue. */
  status(issue: number): string;
  /** What is done meanwhile is not delivered: Redfirst finds it when the next event comes. */
  unheard(work: () => Promise<void>): Promise<void>;
  /** Redfirst is stopped, loses all that it has stored, and is started again. */
  forget(): Promise<void>;
  end(): Promise<void>;
}

export async function openStory({ sample: name = 'python-shelf', ...options }: StoryOptions = {}): Promise<Story> {
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-story-'));
  const sample = await readSample(name);
  const app = { id: 4711, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret: secret };
  const playground = await startPlayground({ dataDir: join(directory, 'github'), app });
  await playground.createRepository({ owner: 'acme', name, from: options.from ?? sample.directory, labels });
  const scripts = options.scripts ?? [options.script ?? sample.script];
  const model = await startScriptedModel({ scripts: scripts.map(withAnalysis) });
  const reading = readEnvironment({
    APP_ID: String(app.id),
    PRIVATE_KEY: keys.privateKey,
    WEBHOOK_SECRET: secret,
    HOST: '127.0.0.1',
    PORT: '0',
    GHE_HOST: playground.url.replace('http://', ''),
    GHE_PROTOCOL: 'http',
    REDFIRST_DATA: join(directory, 'data'),
    REDFIRST_WRITE_SPACING: '0',
    ...(options.hasModel === false
      ? {}
      : { OPENAI_API_KEY: 'scripted', OPENAI_BASE_URL: model.url, REDFIRST_MODEL: 'scripted' }),
    ...registryEnvironment(),
    ...options.environment,
  });
  if (reading.kind === 'bad') throw new Error(reading.problems.join(' '));
  // A turn that fails is taken again minutes later; a story that does not mean that to happen has to be told at once.
  const failures: object[] = [];
  let isUp = false;
  const warn = (fields: object, message: string) => {
    if (isUp) failures.push({ message, ...fields });
    silentLog.warn(fields, message);
  };
  const sandboxRuns: string[] = [];
  const debug = (fields: object, message: string) => {
    if (message === 'ran' && 'command' in fields) sandboxRuns.push(String(fields.command));
  };
  const { environment } = reading;
  const start = async () => {
    isUp = false;
    await furnish(environment.data);
    const log = { ...silentLog, warn, debug };
    const { retry, sandbox, pace = untold } = options;
    const own = { pace, ...(retry && { retry }), ...(sandbox && { sandbox }) };
    const started = await startRedfirst({ environment, role: 'serve', version: 'story', log, ...own });
    webhooks = `${started.url}/api/github/webhooks`;
    playground.setWebhookUrl(webhooks);
    isUp = true;
    return started;
  };
  let webhooks = '';
  let redfirst = await start();
  const ledger = openLedger(playground);
  const settle = async () => {
    await playground.settled();
    await redfirst.idle();
    await playground.settled();
    await redfirst.idle();
  };
  const repository = { owner: 'acme', name };
  return {
    playground,
    ledger,
    maintainer: personOn(playground, 'maintainer', repository),
    writer: personOn(playground, 'writer', repository),
    outsider: personOn(playground, 'outsider', repository),
    triager: personOn(playground, 'triager', repository),
    modelCalls: model.calls,
    sandboxRuns,
    async news() {
      await settle();
      if (!options.retry) expect(failures, 'turns that failed').toEqual([]);
      return ledger.news();
    },
    status: issue => statusOf(playground, issue),
    async unheard(work) {
      playground.setWebhookUrl('');
      await work();
      await playground.settled();
      playground.setWebhookUrl(webhooks);
    },
    async forget() {
      await settle();
      await redfirst.stop();
      await rm(environment.data, { recursive: true, force: true });
      redfirst = await start();
    },
    async end() {
      await settle();
      const unread = ledger.unread();
      await redfirst.stop();
      await playground.close();
      await model.close();
      await rm(directory, { recursive: true, force: true });
      expect(playground.violations, 'answers of the playground that do not fit GitHub’s description').toEqual([]);
      expect(unread, 'what the story did not look at').toEqual([]);
    },
  };
}

function statusOf({ state, bot }: Playground, number: number): string {
  const issue = state.repositories[0]?.issues.find(each => each.number === number);
  return issue?.comments.find(({ author }) => author.id === bot.id)?.body.split('<!-- redfirst')[0] ?? '';
}
