import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookAtDataDirectory } from './adapters/data-directory.ts';
import { lookAtStore } from './adapters/database/look.ts';
import { checkGitVersion } from './adapters/git/git-version.ts';
import { gitHubAppReader } from './adapters/github/app-reader.ts';
import { connect } from './adapters/github/connection.ts';
import { hostUrls } from './adapters/github/hosts.ts';
import { listModels } from './adapters/openai/list-models.ts';
import { gitEnvironment, surroundings } from './config/environment.ts';
import { type Examination, examineEnvironment } from './config/examine.ts';
import type { Line } from './doctor/line.ts';
import { readManifest } from './doctor/manifest.ts';
import { headingOf, summaryOf, textOf } from './doctor/report.ts';
import { type Instruments, setUp } from './doctor/set-up.ts';
import type { Log } from './ports/log.ts';
import { makeSandbox } from './sandbox.ts';

export interface DoctorOptions {
  json?: boolean;
  offline?: boolean;
  /** The oldest Node, as `package.json` says it. */
  engines: string;
}

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** `redfirst doctor`: prints what was found; the exit code is 0 when nothing is wrong, else 1. Leaves nothing behind. */
export async function runDoctor({ json, offline = false, engines }: DoctorOptions): Promise<number> {
  const examination = examineEnvironment(surroundings());
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-doctor-'));
  const sandbox = () => makeSandbox({ sandbox: examination.sandbox, data: directory }, quiet);
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
    appReader: appReaderOf(examination),
    isOffline: offline,
  };
  try {
    const lines = await told(setUp(instruments), json ? () => {} : text => process.stdout.write(text));
    const isWell = lines.every(({ result }) => result !== 'wrong');
    if (json) process.stdout.write(`${JSON.stringify({ isWell, lines }, undefined, 2)}\n`);
    return isWell ? 0 : 1;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
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

function appReaderOf({ github }: Examination): Instruments['appReader'] {
  if (!github) return undefined;
  const { appId, privateKey } = github;
  const options = { appId, privateKey: privateKey.reveal(), ...hostUrls(github), writeSpacing: 0, log: quiet };
  return gitHubAppReader(connect(options));
}
