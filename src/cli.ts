#!/usr/bin/env node
import { Command } from 'commander';
import { pino } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { loadEnvFile, readEnvironment } from './config/environment.ts';
import { Failure } from './domain/failure.ts';

const { version, engines } = packageJson;

const program = new Command('redfirst')
  .version(version)
  .description('A GitHub App that makes test-driven development the law of a branch.')
  .showHelpAfterError();

program
  .command('serve')
  .description('receive webhooks and work; configured by the environment (see .env.example)')
  .action(() => run('serve'));

program
  .command('worker')
  .description('work without receiving; needs DATABASE_URL, shared with `redfirst serve`')
  .action(() => run('worker'));

program
  .command('check')
  .description('judge the commits of a local clone as on GitHub, without GitHub and without a model')
  .option('--base <ref>', 'where the work starts from', 'main')
  .option('--head <ref>', 'what is judged', 'HEAD')
  .option('--repo <path>', 'the clone', '.')
  .option('--json', 'the whole verdict as JSON')
  .option('--mutation', 'try mutants of the new lines, too')
  .option('--trusted', 'run its code without a sandbox: for your own code only')
  .action(async options => {
    const { runCheck } = await import('./check-command.ts');
    process.exitCode = await runCheck({ ...options, version });
  });

program
  .command('doctor')
  .description('look at the set-up, and try every gate of the referee on this host')
  .option('--json', 'what was found as JSON')
  .option('--offline', 'leave out what needs the network')
  .option('--no-gates', 'leave out the gates: the set-up alone')
  .action(async options => {
    loadEnvFile();
    const { runDoctor } = await import('./doctor-command.ts');
    process.exitCode = await runDoctor({ ...options, version, engines: engines.node });
  });

/** Runs until it is told to stop; a broken world is one sentence and exit code 1. */
async function run(role: 'serve' | 'worker'): Promise<void> {
  loadEnvFile();
  const reading = readEnvironment();
  if (reading.kind === 'bad') return refuse(reading.problems);
  const { environment } = reading;
  if (role === 'worker' && !environment.databaseUrl)
    return refuse(['DATABASE_URL is not set: a worker shares the PostgreSQL database of `redfirst serve`.']);
  const log = pino({ level: environment.logLevel }, pino.destination(2));
  const { startRedfirst } = await import('./serve.ts');
  const redfirst = await startRedfirst({ environment, role, version, log });
  process.stdout.write(redfirst.url ? `Redfirst listens on ${redfirst.url}\n` : 'Redfirst works\n');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(redfirst.stop()));
}

function stop(stopping: Promise<void>): void {
  stopping.then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

function refuse(problems: readonly string[]): void {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

program.parseAsync().catch(error => {
  if (!(error instanceof Failure)) throw error;
  refuse([error.message]);
  process.exit(1);
});
