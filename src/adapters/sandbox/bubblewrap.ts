import { mkdir } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../domain/failure.ts';
import type { InstallRun, Sandbox, SandboxResult, SandboxRun } from '../../ports/sandbox.ts';
import { runJob } from '../processes/launcher.ts';
import { type CgroupSupport, findCgroups, launch, makeCgroup, type RunCgroup } from './cgroup.ts';
import { installEnvironment } from './install-environment.ts';
import { type Jail, jailArguments, jailCafile, jailPlaces } from './jail.ts';
import { calledOff, jobEnvironment, reportBytes, resultOf } from './job.ts';
import { makeJobDirectory, removeDirectory, removeForgottenJobs } from './job-directory.ts';
import { runJob as runJobHere } from './job-process.ts';
import { type JobCommand, jobArguments, type ShellLimits } from './job-script.ts';
import { layerStore } from './layer-store.ts';
import type { SandboxOptions } from './options.ts';
import { type Bubblewrap, findBubblewrap, noSandbox } from './probe.ts';
import { safePath } from './safe-path.ts';
import { type ToolchainBinds, toolchainBinds } from './toolchain-binds.ts';

/** What was found out about the host, once. */
interface Host {
  bubblewrap: Bubblewrap;
  cgroups: CgroupSupport;
  toolchains: ToolchainBinds;
}

/** The sandbox with the question that is asked at start: can this host isolate anything at all? */
export interface BubblewrapSandbox extends Sandbox {
  /** Throws a {@link Failure} with reason `no-sandbox` that says how to make it work. */
  probe(): Promise<void>;
}

const runFileBytes = 64 * 2 ** 20;
const installFileBytes = 2 * 2 ** 30;

/**
 * Runs commands with bubblewrap: no network, a read-only root, a private copy of the tree in memory, no secret, no
 * capability, and nothing that outlives the run. The install step is the same jail but for two things: it has the
 * network of the host, all of it (bubblewrap knows no allow-list, so local services and other sites can be reached),
 * and it works on disk without a quota. It holds no secret, and install scripts of npm are off.
 */
export function bubblewrapSandbox(options: SandboxOptions): BubblewrapSandbox {
  const store = layerStore(options);
  let known: Promise<Host> | undefined;
  const host = () => {
    known ??= lookAtHost(options).catch(error => {
      known = undefined;
      throw error;
    });
    return known;
  };

  return {
    async probe() {
      await host();
    },
    async describe() {
      return describeHost(await host(), options);
    },
    async run(run) {
      return runInJail(await host(), options, { run, install: undefined });
    },
    async install(run) {
      const found = await host();
      return store.obtain(run, async (install, work) => {
        const tmp = `${work}-tmp`;
        await mkdir(tmp);
        return runInJail(found, options, {
          run: asRun(install, options),
          install: { work, tmp, cafile: options.registry.cafile },
        });
      });
    },
  };
}

interface JailedRun {
  run: SandboxRun;
  install: Jail['install'];
  /** The probe starts its process from this very thread: a server that waits needs no other. */
  start?: typeof runJob;
}

async function runInJail(
  host: Host,
  options: SandboxOptions,
  { run, install, start = runJob }: JailedRun,
): Promise<SandboxResult> {
  if (run.signal.aborted) return calledOff;
  const masked = install ? [] : (run.layer?.paths ?? []);
  const job = await makeJobDirectory({ overlay: run.overlay, masked });
  const group = await makeCgroup(host.cgroups, options.limits).catch((error: unknown) => {
    throw new Failure('The control group of a run could not be made.', limitsFailed, error);
  });
  try {
    const jail = { source: run.source, job, toolchains: host.toolchains, layer: run.layer, install, ...options.limits };
    const limits = shellLimits(host, options, install ? installFileBytes : runFileBytes);
    const command = commandOf(run, host.toolchains.path);
    return await runCommand(run, group, {
      argv: [host.bubblewrap.path, ...jailArguments(jail), '--', 'bash', ...jobArguments(jailPlaces, limits, command)],
      outputBytes: options.limits.outputBytes,
      start,
    });
  } finally {
    await Promise.all([removeDirectory(job, options.log), group?.remove()]);
  }
}

const limitsFailed = { source: 'sandbox', reason: 'no-limits', retryable: true } as const;

interface Invocation {
  argv: readonly string[];
  outputBytes: number;
  start: typeof runJob;
}

async function runCommand(
  run: SandboxRun,
  group: RunCgroup | undefined,
  { argv, outputBytes, start }: Invocation,
): Promise<SandboxResult> {
  const { timeout, signal, artifacts } = run;
  const end = await start({
    argv: launch(group, argv),
    timeout,
    signal,
    outputBytes,
    reportBytes: reportBytes(artifacts),
  });
  if (end.problem !== undefined) throw noSandbox(end.problem);
  return resultOf(end, run, (await group?.ranOutOfMemory()) ?? false);
}

function commandOf(run: SandboxRun, path: string): JobCommand {
  const environment = { ...jobEnvironment(path, '/tmp/home', jailPlaces.out), ...run.environment };
  return { directory: run.directory, command: run.command, environment, artifacts: run.artifacts.map(safePath) };
}

function asRun(install: InstallRun, { registry }: SandboxOptions): SandboxRun {
  const environment = installEnvironment(registry, registry.cafile ? jailCafile : undefined);
  return { ...install, environment, overlay: [], layer: undefined, artifacts: [] };
}

function shellLimits({ cgroups }: Host, { limits }: SandboxOptions, fileBytes: number): ShellLimits {
  const isGrouped = cgroups.kind !== 'none';
  return {
    fileBytes,
    dataBytes: isGrouped ? undefined : limits.memoryBytes,
    processes: isGrouped || !countsPerNamespace() ? undefined : limits.processes,
  };
}

/** Since Linux 5.14 RLIMIT_NPROC counts per user namespace; before, it would count the host user's other processes. */
function countsPerNamespace(): boolean {
  const [major = 0, minor = 0] = release().split('.').map(Number);
  return process.getuid?.() !== 0 && (major > 5 || (major === 5 && minor >= 14));
}

async function lookAtHost(options: SandboxOptions): Promise<Host> {
  const [bubblewrap, cgroups, toolchains] = await Promise.all([
    findBubblewrap(),
    findCgroups(),
    toolchainBinds(options.readOnlyPaths),
    removeForgottenJobs(options.log),
  ]);
  const host = { bubblewrap, cgroups, toolchains };
  const source = join(options.cacheDirectory, 'empty');
  await mkdir(source, { recursive: true, mode: 0o700 });
  const run = {
    source,
    overlay: [],
    layer: undefined,
    command: 'exit 0',
    directory: '.',
    environment: {},
    timeout: 20_000,
  };
  const probe = { ...run, artifacts: [], signal: new AbortController().signal };
  const result = await runInJail(host, options, { run: probe, install: undefined, start: runJobHere }).catch(error => {
    throw noSandbox(error instanceof Error ? error.message : String(error));
  });
  if (result.exitCode !== 0)
    throw noSandbox(`an empty command ended with ${result.exitCode ?? result.ending}. ${result.output}`);
  return host;
}

function describeHost({ bubblewrap, cgroups }: Host, { limits }: SandboxOptions): string {
  const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
  const whole = `${mib(limits.memoryBytes)} of memory and ${limits.processes} processes for a run as a whole (cgroup ${cgroups.kind})`;
  const each = countsPerNamespace() ? `${limits.processes} processes for a run` : 'no limit on the number of processes';
  const single = `${mib(limits.memoryBytes)} of memory for each process (no cgroup can be made here) and ${each}`;
  return [
    `isolated by ${bubblewrap.version}: no network, read-only root, no secrets, a private copy of the tree`,
    `limits: ${cgroups.kind === 'none' ? single : whole}, ${mib(limits.tmpBytes)} for the copy and for /tmp, ${mib(runFileBytes)} for a file`,
    'install step: the same, with the unrestricted network of the host and no disk quota; npm install scripts off',
  ].join('; ');
}
