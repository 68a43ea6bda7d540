import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitRepositories } from './adapters/git/remote.ts';
import type { Connection } from './adapters/github/connection.ts';
import { gitHubReader } from './adapters/github/reader.ts';
import { gitHubWriter } from './adapters/github/writer.ts';
import { absentModel, openAiModel } from './adapters/openai/model.ts';
import { recordTo, replayFrom } from './adapters/openai/recordings.ts';
import { appSeal } from './adapters/seal/app-seal.ts';
import type { Environment } from './config/environment.ts';
import { gitEnvironment } from './config/environment.ts';
import { journaledModel } from './engine/journaled-model.ts';
import { meteredModel } from './engine/metered-model.ts';
import type { Pace, World } from './engine/world.ts';
import { pipelines } from './pipeline.ts';
import type { Ledger } from './ports/ledger.ts';
import type { Log } from './ports/log.ts';
import type { Model } from './ports/model.ts';
import type { Journal } from './ports/queue.ts';
import type { Sandbox } from './ports/sandbox.ts';
import { withoutSecrets } from './referee/checklist/secrets.ts';
import { loadPrompts } from './writer/prompt.ts';

interface Parts {
  connection: Connection;
  sandbox: Sandbox;
  journal: Journal;
  ledger: Ledger;
  log: Log;
  version: string;
  pace?: Pace | undefined;
}

/** A stage that is over at once is told of with what came of it. */
const usualPace: Pace = { first: 10_000, every: 30_000 };

/** Everything that a turn works with, from what the operator decided. */
export async function makeWorld(
  environment: Environment,
  { connection, sandbox, journal, ledger, log, version, pace = usualPace }: Parts,
): Promise<World> {
  const model = modelOf(environment);
  return {
    reader: gitHubReader(connection),
    writer: gitHubWriter(connection),
    repositories: gitRepositories({
      directory: join(environment.data, 'git'),
      token: repository => connection.token(repository),
      environment: gitEnvironment(),
      isShared: environment.databaseUrl !== undefined,
      log,
    }),
    sandbox,
    hasModel: model.isAvailable,
    modelFor: ({ meter, ...asker }) => journaledModel(meteredModel(model, meter), journal, asker),
    journal,
    ledger,
    limits: environment.limits,
    seal: appSeal(environment.github.privateKey.reveal()),
    prompts: await loadPrompts(name => readFile(new URL(`../prompts/${name}.md`, import.meta.url), 'utf8')),
    pipelines,
    pace,
    log,
    version,
  };
}

function modelOf({ model }: Environment): Model {
  if (!model) return absentModel;
  const { record, replay } = model.recordings;
  const recording = record === undefined ? undefined : recordTo(record, withoutSecrets);
  const tape = replay === undefined ? recording : replayFrom(replay, withoutSecrets);
  return openAiModel({ ...model, apiKey: model.apiKey.reveal(), tape });
}
