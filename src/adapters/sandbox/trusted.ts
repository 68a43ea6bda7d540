import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DependencyLayer, InstallRun, Sandbox, SandboxResult, SandboxRun } from '../../ports/sandbox.ts';
import { runJob } from '../processes/launcher.ts';
import { installEnvironment } from './install-environment.ts';
import { calledOff, jobEnvironment, reportBytes, resultOf } from './job.ts';
import { makeJobDirectory, removeDirectory, removeForgottenJobs } from './job-directory.ts';
import { jobArguments } from './job-script.ts';
import { layerStore } from './layer-store.ts';
import type { SandboxOptions } from './options.ts';
import { noSandbox } from './probe.ts';
import { safePath } from './safe-path.ts';
import { hostPath } from './toolchain-binds.ts';

/**
 * The same port without isolation, for one's own code (`--trusted`): commands run as the user who started Redfirst,
 * in a temporary copy, with a clean environment. A virtual environment of Python keeps the path it was made at, so
 * its scripts do not start in the copy; `python -m` does.
 */
export function trustedSandbox(options: SandboxOptions): Sandbox {
  const store = layerStore(options);
  let cleared: Promise<void> | undefined;
  const clear = () => {
    cleared ??= removeForgottenJobs(options.log);
    return cleared;
  };
  return {
    async describe() {
      return 'NOT ISOLATED (--trusted): commands run as the user who started Redfirst, with the network and the files of the host';
    },
    run: run => clear().then(() => runInCopy(options, run, undefined)),
    install: run => store.obtain(run, (install, work) => runInCopy(options, asRun(install, options), work)),
  };
}

async function runInCopy(options: SandboxOptions, run: SandboxRun, kept: string | undefined): Promise<SandboxResult> {
  if (run.signal.aborted) return calledOff;
  const artifacts = run.artifacts.map(safePath);
  const job = await makeJobDirectory({ overlay: run.overlay, masked: run.layer?.paths ?? [] });
  const root = await mkdtemp(join(tmpdir(), 'redfirst-run-'));
  const [work, out, home] = [kept ?? join(root, 'work'), join(root, 'out'), join(root, 'home')];
  try {
    await Promise.all([work, out, home].map(path => mkdir(path, { recursive: true })));
    await copyLayer(run.layer, work);
    const environment = { ...jobEnvironment(hostPath(options.readOnlyPaths), home, out), ...run.environment };
    const limits = { dataBytes: options.limits.memoryBytes, processes: undefined, fileBytes: 2 * 2 ** 30 };
    const places = { source: run.source, job, work, out };
    const argv = ['bash', ...jobArguments(places, limits, { ...run, environment, artifacts })];
    const { timeout, signal } = run;
    const { outputBytes } = options.limits;
    const end = await runJob({ argv, timeout, signal, outputBytes, reportBytes: reportBytes(artifacts) });
    if (end.problem !== undefined) throw noSandbox(end.problem);
    return resultOf(end, run, false);
  } finally {
    await Promise.all([job, root].map(directory => removeDirectory(directory, options.log)));
  }
}

async function copyLayer(layer: DependencyLayer | undefined, work: string): Promise<void> {
  for (const path of layer?.paths ?? []) {
    await cp(join(layer?.directory ?? '', path), join(work, path), { recursive: true, verbatimSymlinks: true });
  }
}

function asRun(install: InstallRun, { registry }: SandboxOptions): SandboxRun {
  const environment = installEnvironment(registry, registry.cafile);
  return { ...install, environment, overlay: [], layer: undefined, artifacts: [] };
}
