import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookAtDataDirectory } from './adapters/data-directory.ts';
import { lookAtStore } from './adapters/database/look.ts';
import { checkGitVersion } from './adapters/git/git-version.ts';
import { localHistory } from './adapters/git/history.ts';
import { localRepositories } from './adapters/git/local.ts';
import { makeScratchRepository } from './adapters/git/scratch-repository.ts';
import { gitHubAppReader } from './adapters/github/app-reader.ts';
import { connect } from './adapters/github/connection.ts';
import { hostUrls } from './adapters/github/hosts.ts';
import { listModels } from './adapters/openai/list-models.ts';
import { absentModel, openAiModel } from './adapters/openai/model.ts';
import { gitEnvironment, surroundings } from './config/environment.ts';
import { type Examination, examineEnvironment } from './config/examine.ts';
import { type Judge, tryGates } from './doctor/gates.ts';
import type { Line } from './doctor/line.ts';
import { readManifest } from './doctor/manifest.ts';
import { headingOf, summaryOf, textOf } from './doctor/report.ts';
import { scratchBranches, scratchJudge } from './doctor/scratch.ts';
import { type Instruments, setUp } from './doctor/set-up.ts';
import { Failure } from './domain/failure.ts';
import type { Log } from './ports/log.ts';
import type { Sandbox } from './ports/sandbox.ts';
import { makeSandbox } from './sandbox.ts';

export interface DoctorOptions {
  json?: boolean;
  offline?: boolean;
  /** Whether the gates are tried. */
  gates: boolean;
  /** The oldest Node, as `package.json` says it. */
  engines: string;
  version: string;
}

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** `redfirst doctor`: prints what was found; the exit code is 0 when nothing is wrong, else 1. Leaves nothing behind. */
export async function runDoctor({ json, offline = false, gates, engines, version }: DoctorOptions): Promise<number> {
  const examination = examineEnvironment(surroundings());
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-doctor-'));
  let opened: Promise<Sandbox> | undefined;
  const sandbox = () => {
    opened ??= makeSandbox({ sandbox: examination.sandbox, data: directory }, quiet);
    return opened;
  };
  const instruments: Instruments = {
    examination,
    manifest: readManifest(await readFile(new URL('../app.yml', import.meta.url), 'utf8')),
    node: { version: process.versions.node, engines },
    gitVersion: () => checkGitVersion(gitEnvironment()),
    describeSandbox: async () => (await sandbox()).describe(),
    lookAtData: () => lookAtDataDirectory(examination.data),
    lookAtStore: () => lookAtStore({ directory: examination.data, url: examination.databaseUrl?.reveal() }),
    listModels: () =>
      listModels({ apiKey: examination.model?.apiKey.reveal() ?? '', baseURL: examination.model?.baseURL }),
    model: modelOf(examination),
    appReader: appReaderOf(examination),
    isOffline: offline,
  };
  try {
    const lines = await told(
      lookAtAll(instruments, gates ? { directory, sandbox, version } : undefined),
      json ? () => {} : text => process.stdout.write(text),
    );
    const isWell = lines.every(({ result }) => result !== 'wrong');
    if (json) process.stdout.write(`${JSON.stringify({ isWell, lines }, undefined, 2)}\n`);
    return isWell ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

interface Bench {
  directory: string;
  sandbox(): Promise<Sandbox>;
  version: string;
}

/** The set-up, and then the gates, which need git and a sandbox and nothing else. */
async function* lookAtAll(instruments: Instruments, bench: Bench | undefined): AsyncGenerator<Line> {
  yield* setUp(instruments);
  if (!bench) {
    yield { part: 'gates', name: 'gates', result: 'note', found: 'left out: --no-gates' };
    return;
  }
  const judge = await openJudge(bench).catch(error => {
    if (error instanceof Failure) return undefined;
    throw error;
  });
  if (judge) yield* tryGates(judge);
  else yield { part: 'gates', name: 'gates', result: 'note', found: 'not tried: they need git and the sandbox' };
}

async function openJudge({ directory, sandbox, version }: Bench): Promise<Judge> {
  const environment = gitEnvironment();
  const path = join(directory, 'scratch.git');
  await makeScratchRepository({ directory: path, environment }, scratchBranches);
  const repositories = localRepositories({ path, directory, environment, log: quiet });
  const clone = await repositories.open({ installationId: 0, id: 0, owner: '', name: '', cloneUrl: path });
  return scratchJudge({ clone, history: localHistory({ path, environment }), sandbox: await sandbox(), version });
}

/** Prints each line as soon as it is known. */
async function told(lines: AsyncIterable<Line>, print: (text: string) => void): Promise<Line[]> {
  const all: Line[] = [];
  for await (const line of lines) {
    if (all.at(-1)?.part !== line.part) print(`${all.length > 0 ? '\n' : ''}${headingOf(line.part)}`);
    print(textOf(line));
    all.push(line);
  }
  print(`\n${summaryOf(all)}`);
  return all;
}

const modelOf = ({ model }: Examination) =>
  model ? openAiModel({ ...model, apiKey: model.apiKey.reveal() }) : absentModel;

function appReaderOf({ github }: Examination): Instruments['appReader'] {
  if (!github) return undefined;
  const { appId, privateKey } = github;
  const options = { appId, privateKey: privateKey.reveal(), ...hostUrls(github), writeSpacing: 0, log: quiet };
  return gitHubAppReader(connect(options));
}
