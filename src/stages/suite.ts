import type { FileChange } from '../domain/file-change.ts';
import type { Service, Settings } from '../domain/settings.ts';
import type { ServiceEvidence, TestReport } from '../domain/test-report.ts';
import { manifestsIn } from '../languages/detect.ts';
import { isDocument } from '../languages/documents.ts';
import { isTestPath } from '../languages/roles.ts';
import type { Tree } from '../ports/repositories.ts';
import type { DependencyLayer, Sandbox, SandboxResult } from '../ports/sandbox.ts';
import type { Sources } from '../referee/reports/place.ts';
import { readReport, readsSources } from '../referee/reports/read-report.ts';
import type { RunMemory } from './run-memory.ts';
import { readServices, servicesArtifact, servicesSeconds, withServices } from './services.ts';

/** A tree with a change set laid over it, and what it is run with. */
export interface Workbench {
  sandbox: Sandbox;
  settings: Settings;
  tree: Tree;
  overlay: readonly FileChange[];
  runs: RunMemory;
  signal: AbortSignal;
}

/** Seconds that installing dependencies may take. */
const setupSeconds = 900;

/**
 * One run of the repository's whole suite in the sandbox, read from its report, never from its exit status alone. Files
 * that were seen in this turn are not run again, unless it is as a `repetition`.
 */
export async function runSuite(bench: Workbench, repetition = 0): Promise<TestReport> {
  const { run: command, reportFile, report: format, environment, timeout } = bench.settings.tests;
  const how = { command, artifacts: [reportFile], environment, seconds: timeout, repetition, needsServices: true };
  const ran = await runCommand(bench, how);
  if (ran.kind === 'not-set-up')
    return { kind: 'unusable', reason: ran.reason, detail: ran.why, evidence: evidenceOf(ran.command, ran.result) };
  const { result } = ran;
  return readReport({
    format,
    text: result.artifacts[reportFile],
    ...filesBelow(reportFile, result.artifacts),
    evidence: { ...evidenceOf(command, result), ...(ran.services.length > 0 && { services: ran.services }) },
    ending: result.ending,
    directory: bench.settings.root,
    ...(readsSources(format) && { sources: await sourcesOf(bench) }),
  });
}

/** What an installer gave as its reason: the first lines that it calls an error, or its last ones. */
function reasonIn(output: string): string[] {
  const lines = output.split('\n').filter(line => line.trim());
  const errors = lines.filter(line => /\b(?:error|fatal)\b/i.test(line)).slice(0, 3);
  const said = errors.length > 0 ? errors : lines.slice(-3);
  return said.length > 0 ? [said.join(' / ').slice(0, 300)] : [];
}

/** The files of a report that is a directory; nothing for one that is a file, or is not there. */
function filesBelow(name: string, artifacts: SandboxResult['artifacts']): { files?: ReadonlyMap<string, string> } {
  const files = Object.entries(artifacts).filter(([path]) => path.startsWith(`${name}/`));
  return files.length > 0 ? { files: new Map(files) } : {};
}

/** The names of all files of the tree, and the texts of its tests and manifests, with the overlay laid over them. */
async function sourcesOf({ tree, overlay, settings }: Workbench): Promise<Sources> {
  const paths = new Set((await tree.list()).map(({ path }) => path));
  for (const { path, content } of overlay) {
    if (content === null) paths.delete(path);
    else paths.add(path);
  }
  const manifests = new Set(manifestsIn([...paths], settings.root));
  const isRead = (path: string) => isTestPath(path, settings) || manifests.has(path);
  const texts = new Map(await tree.readMany([...paths].filter(isRead)));
  for (const { path, content } of overlay) if (content !== null && isRead(path)) texts.set(path, content);
  return { paths: [...paths], texts };
}

/** Two runs of the same tree, since a test that differs proves nothing. A run that says nothing is not repeated. */
export async function runTwice(bench: Workbench): Promise<{ first: TestReport; second: TestReport }> {
  const first = await runSuite(bench);
  return { first, second: first.kind === 'ran' ? await runSuite(bench, 1) : first };
}

/** A command that was run, or the one before it that hindered it: the setup, or a service. */
export type CommandRun =
  | { kind: 'ran'; result: SandboxResult; services: ServiceEvidence[] }
  | {
      kind: 'not-set-up';
      reason: 'could-not-start' | 'service-down';
      why: string;
      command: string;
      result: SandboxResult;
    };

export interface CommandOptions {
  command: string;
  artifacts: readonly string[];
  environment: Record<string, string>;
  seconds: number;
  /** Which run of the same files this is, where a second one is wanted because it may differ. */
  repetition?: number;
  /** The command looks at documents too: a formatter, a linter. */
  readsDocuments?: boolean;
  /** The command runs the code: the services of the repository run beside it. */
  needsServices?: boolean;
  /** No document makes a difference to it: what was run before the documents were written is not run again. */
  ignoresDocuments?: boolean;
}

/** Any command of the repository, after its dependencies are there and its services are up. */
export async function runCommand(bench: Workbench, options: CommandOptions): Promise<CommandRun> {
  const { sandbox, settings, tree, overlay, runs, signal } = bench;
  const source = await tree.directory();
  const layer = await dependencies(bench, source);
  if (layer.kind === 'failed') return notInstalled(settings.setup?.run ?? '', layer.result);
  const { environment, repetition, readsDocuments } = options;
  const services = options.needsServices ? settings.services : [];
  const { command, artifacts, seconds } = services.length > 0 ? beside(services, options) : options;
  const place = { source, overlay, layer: layer.layer, directory: settings.root };
  const how = { command, artifacts, environment, repetition, directory: settings.root, layer: layer.layer?.key };
  const isRead = options.ignoresDocuments ? (path: string) => !isDocument(path, settings) : undefined;
  const result = await runs.recall({ tree, overlay, how, readsDocuments, isRead }, () =>
    sandbox.run({ ...place, command, artifacts, environment, timeout: seconds * 1000, signal }),
  );
  signal.throwIfAborted();
  return result.ending === 'exited' ? ranBeside(services, result) : { kind: 'ran', result, services: [] };
}

/** A command with services around it. */
function beside(
  services: readonly Service[],
  { command, artifacts, seconds }: CommandOptions,
): Pick<CommandOptions, 'command' | 'artifacts' | 'seconds'> {
  return {
    command: withServices(command, services),
    artifacts: [...artifacts, servicesArtifact],
    seconds: seconds + servicesSeconds(services),
  };
}

/** What a command did whose services were down says nothing about the code. */
function ranBeside(services: readonly Service[], result: SandboxResult): CommandRun {
  const seen = readServices(services, result.artifacts);
  if (seen.kind === 'up') return { kind: 'ran', result, services: seen.services };
  const command = services.find(({ name }) => name === seen.name)?.run ?? '';
  const why = `The service \`${seen.name}\` (\`${command}\`) ${seen.why}`;
  return {
    kind: 'not-set-up',
    reason: 'service-down',
    why,
    command,
    result: { ...result, output: `${why}\n${result.output}` },
  };
}

function notInstalled(command: string, result: SandboxResult): CommandRun {
  const why = ['The setup command failed', command, ...reasonIn(result.output)].join(': ');
  return { kind: 'not-set-up', reason: 'could-not-start', why, command, result };
}

type Dependencies = { kind: 'ready'; layer: DependencyLayer | undefined } | { kind: 'failed'; result: SandboxResult };

async function dependencies({ sandbox, settings, signal }: Workbench, source: string): Promise<Dependencies> {
  if (!settings.setup) return { kind: 'ready', layer: undefined };
  const { run: command, keyFiles, keeps } = settings.setup;
  const installed = await sandbox.install({
    source,
    keyFiles,
    keeps,
    command,
    directory: settings.root,
    timeout: setupSeconds * 1000,
    signal,
  });
  return installed.kind === 'installed' ? { kind: 'ready', layer: installed.layer } : installed;
}

/** The part of a sandbox result that is shown to people. */
export function evidenceOf(command: string, { exitCode, seconds, output }: SandboxResult) {
  return { command, exitCode, seconds, output };
}
