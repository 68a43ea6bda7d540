import { join } from 'node:path';
import { bubblewrapSandbox } from './adapters/sandbox/bubblewrap.ts';
import { trustedSandbox } from './adapters/sandbox/trusted.ts';
import type { Environment } from './config/environment.ts';
import type { Log } from './ports/log.ts';
import type { Sandbox } from './ports/sandbox.ts';

/** What one run may use. */
const limits = { memoryBytes: 4 * 2 ** 30, processes: 512, tmpBytes: 2 * 2 ** 30, outputBytes: 64 * 2 ** 10 };

/** Refuses to start where nothing can be isolated, unless the operator said that the code is trusted. */
export async function makeSandbox(
  { sandbox, data }: Pick<Environment, 'sandbox' | 'data'>,
  log: Log,
): Promise<Sandbox> {
  const options = {
    cacheDirectory: join(data, 'sandbox'),
    limits,
    readOnlyPaths: sandbox.toolchains,
    registry: sandbox.registry,
    log,
  };
  if (sandbox.kind === 'trusted') return logged(trustedSandbox(options), log);
  const jail = bubblewrapSandbox(options);
  await jail.probe();
  return logged(jail, log);
}

/** Every command is told to the log, so that an operator can see what a judgment costs. */
function logged(sandbox: Sandbox, log: Log): Sandbox {
  return {
    describe: () => sandbox.describe(),
    install: run => sandbox.install(run),
    async run(run) {
      const { ending, exitCode, seconds, ...result } = await sandbox.run(run);
      log.debug({ command: run.command, ending, exitCode, seconds }, 'ran');
      return { ending, exitCode, seconds, ...result };
    },
  };
}
