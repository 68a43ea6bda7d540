import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { labels } from '../../../demo/labels.ts';
import { registryEnvironment } from '../../../demo/registry.ts';
import { type RecordedCall, startScriptedModel } from '../../../demo/scripted-model/server.ts';
import type { Repository } from '../../../src/playground/entities.ts';
import { type Playground, startPlayground } from '../../../src/playground/server.ts';
import { type Person, personOn } from '../person.ts';
import { codeText, sumsDirectory, sumsFeature } from '../sums.ts';
import { type ModelLine, openModelLine } from './model-line.ts';
import { freePort, type RedfirstProcess, startProcess } from './process.ts';
import { type Shown, shownOn } from './shown.ts';

const name = 'sums';
const feature = sumsFeature('triple', 3);
const codeOf = (expression: string) => ({
  edits: [{ kind: 'write', path: feature.paths.code, content: codeText('triple', expression) }],
  summary: ['Triple a number'],
});
const page = { kind: 'write', path: 'docs/triple.md', content: '# Tripling\n' };

/** What the model says: code that is wrong at first, then something to commit for every stage. */
const script = feature.script({
  implement: [codeOf('number + 3'), codeOf('number * 3')],
  refactor: [codeOf('3 * number')],
  document: [{ edits: [page], summary: ['Describe tripling'] }],
});
const secret = 'a webhook secret of more than thirty-two bytes';
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

/** A GitHub and a model in this process, with one issue, and what a Redfirst process needs to find both. */
export interface Machine {
  directory: string;
  /** Where Redfirst keeps what it may lose. */
  data: string;
  /** Where its runs keep their files. */
  temporary: string;
  playground: Playground;
  repository: Repository;
  maintainer: Person;
  writer: Person;
  issue: number;
  line: ModelLine;
  questions: readonly RecordedCall[];
  environment: Record<string, string>;
  /** Starts a process that answers webhooks; resolves when it has looked through everything once. */
  serve(more?: Record<string, string>): Promise<RedfirstProcess>;
  /** First line of the status comment. */
  headline(): string;
  isLabelled(): boolean;
  shown(): Promise<Shown>;
  close(): Promise<void>;
}

export async function openMachine(): Promise<Machine> {
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-crash-'));
  const temporary = join(directory, 'tmp');
  await mkdir(temporary);
  const app = { id: 4711, slug: 'redfirst', publicKey: keys.publicKey, webhookSecret: secret };
  const playground = await startPlayground({ dataDir: join(directory, 'github'), app });
  const repository = await playground.createRepository({ owner: 'acme', name, from: sumsDirectory, labels });
  const model = await startScriptedModel({ scripts: [script] });
  const line = await openModelLine(model.url);
  const port = await freePort();
  playground.setWebhookUrl(`http://127.0.0.1:${port}/api/github/webhooks`);
  const place = { owner: 'acme', name };
  const maintainer = personOn(playground, 'maintainer', place);
  const number = await maintainer.openIssue(feature.issue);
  const data = join(directory, 'data');
  const environment = {
    APP_ID: String(app.id),
    PRIVATE_KEY: keys.privateKey,
    WEBHOOK_SECRET: secret,
    HOST: '127.0.0.1',
    PORT: String(port),
    GHE_HOST: playground.url.replace('http://', ''),
    GHE_PROTOCOL: 'http',
    REDFIRST_DATA: data,
    REDFIRST_WRITE_SPACING: '0',
    OPENAI_API_KEY: 'scripted',
    OPENAI_BASE_URL: line.url,
    REDFIRST_MODEL: 'scripted',
    TMPDIR: temporary,
    ...registryEnvironment(),
  };
  const issue = () => repository.issues.find(each => each.number === number);
  const processes: RedfirstProcess[] = [];
  return {
    ...{ directory, data, temporary, playground, repository, maintainer, line, environment, issue: number },
    writer: personOn(playground, 'writer', place),
    questions: model.calls,
    async serve(more = {}) {
      const started = startProcess('serve', { ...environment, ...more });
      processes.push(started);
      await started.said('reconciled');
      return started;
    },
    headline: () => {
      const own = issue()?.comments.find(({ author }) => author.id === playground.bot.id);
      return own?.body.split('\n')[0]?.replace('### ', '') ?? '';
    },
    isLabelled: () => issue()?.labels.some(label => label.name === 'tdd-feature') ?? false,
    shown: () => shownOn(playground, repository),
    async close() {
      await Promise.all(processes.map(each => each.kill()));
      await playground.close();
      await line.close();
      await model.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Waits until something holds; the deadline is only there so that a run that never comes to its end says so. */
export async function until(what: string, holds: () => boolean, from?: RedfirstProcess): Promise<void> {
  for (const deadline = Date.now() + 180_000; !holds(); await wait(20)) {
    const isOver = from && !from.isRunning();
    if (Date.now() > deadline || isOver)
      throw new Error(
        `${isOver ? 'Redfirst ended' : 'It never came to this'}: ${what}\n${from?.log.slice(-30).join('\n') ?? ''}`,
      );
  }
}
