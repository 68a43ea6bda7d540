import type { Examination } from '../config/examine.ts';
import type { AppReader } from '../ports/app-reader.ts';
import type { DataLook, ModelList, StoreLook } from '../ports/looks.ts';
import type { Model } from '../ports/model.ts';
import { appLines, installationLines, signingLine, webhookLine } from './app.ts';
import { dataLine, nodeLine, sandboxLine, storeLine } from './host.ts';
import { about, type Line, looked } from './line.ts';
import type { Manifest } from './manifest.ts';
import { modelLine, trialLines } from './model.ts';
import { variableLines } from './variables.ts';

/** What is looked with. Each throws {@link Failure} where the world is broken; nothing writes. */
export interface Instruments {
  examination: Examination;
  manifest: Manifest;
  node: { version: string; engines: string };
  gitVersion(): Promise<string>;
  describeSandbox(): Promise<string>;
  lookAtData(): Promise<DataLook>;
  lookAtStore(): Promise<StoreLook>;
  listModels(): Promise<ModelList>;
  model: Model;
  /** Nothing where the App's number or key is missing. */
  appReader: AppReader | undefined;
  isOffline: boolean;
}

/** Looks at everything that `redfirst serve` needs, a line or more for each. */
export async function* setUp(instruments: Instruments): AsyncGenerator<Line> {
  const { examination, node } = instruments;
  yield* variableLines(examination);
  yield nodeLine(node);
  yield* await looked('git', async () => about('git').right(await instruments.gitVersion()));
  yield* await looked('sandbox', async () =>
    sandboxLine({ kind: examination.sandbox.kind, description: await instruments.describeSandbox() }),
  );
  yield* await looked('data directory', async () => dataLine(await instruments.lookAtData()));
  yield* await database(instruments);
  yield* await gitHub(instruments);
  yield* model(instruments);
}

const leftOut = (name: string): Line[] => [about(name).note('left out: --offline')];

async function database({ examination, lookAtStore, isOffline }: Instruments): Promise<Line[]> {
  if (isOffline && examination.databaseUrl) return leftOut('database');
  if (examination.variables.some(({ name, problem }) => name === 'DATABASE_URL' && problem))
    return [about('database').note('not looked at: DATABASE_URL is wrong')];
  return looked('database', async () => storeLine(await lookAtStore()));
}

async function gitHub({ examination, manifest, appReader, isOffline }: Instruments): Promise<Line[]> {
  const { github } = examination;
  if (isOffline) return leftOut('GitHub');
  if (!appReader || !github) return [about('GitHub').note('not asked: APP_ID and the private key are needed')];
  const app = await appReader.app().catch(error => looked('App', () => Promise.reject(error)));
  if (Array.isArray(app)) return app;
  const { settingsUrl } = app;
  const allowed = github.allowedInstallations;
  return [
    ...appLines(app, manifest),
    ...(await looked('installations', async () =>
      installationLines({ installations: await appReader.installations(), manifest, allowed }),
    )),
    ...(await looked('webhook', async () =>
      webhookLine(await appReader.webhook(), { webhookPath: manifest.webhookPath, settingsUrl }),
    )),
    signingLine(github.host),
  ];
}

async function* model({ examination, listModels, model, isOffline }: Instruments): AsyncGenerator<Line> {
  const name = examination.model?.model;
  if (name === undefined) yield about('model').note('not configured: Redfirst is the referee alone');
  else if (isOffline) yield* leftOut('model');
  else {
    const listed = await looked('model', async () => modelLine(name, await listModels()));
    yield* listed;
    if (listed.every(({ result }) => result !== 'wrong')) yield* trialLines(model);
  }
}
