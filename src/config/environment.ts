import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  type Environment,
  environmentOf,
  missingOf,
  privateKeyOf,
  SandboxVariables,
  type Source,
  sandboxOf,
  sentenceOf,
  Variables,
  valuesIn,
} from './from-variables.ts';
import { Secret } from './secret.ts';

export type { Environment, ModelEnvironment } from './from-variables.ts';

export type EnvironmentReading = { kind: 'ok'; environment: Environment } | { kind: 'bad'; problems: string[] };

/**
 * Reads the environment, once, when a program starts. An empty value counts as not set. Each problem is one sentence:
 * the variable, what stands there (never a secret), what to do.
 */
export function readEnvironment(source: Source = process.env): EnvironmentReading {
  const set = valuesIn(source);
  const read = Variables.safeParse(set);
  const key = read.success ? privateKeyOf(read.data) : undefined;
  const problems = read.success
    ? [...missingOf(read.data), ...(typeof key === 'string' ? [key] : [])]
    : [...new Map(read.error.issues.map(issue => [issue.path[0], sentenceOf(issue, set)])).values()];
  if (!read.success || !(key instanceof Secret) || problems.length > 0) return { kind: 'bad', problems };
  return { kind: 'ok', environment: environmentOf(read.data, key) };
}

/** Everything that is set, for `redfirst doctor`, which looks at each variable by itself. */
export const surroundings = (): Source => process.env;

/** Adds what `.env` in the current directory sets, when there is one; what the process already has wins. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** What running code needs, for commands that have no App. Problems are sentences, as with {@link readEnvironment}. */
export function readSandboxEnvironment(
  source: Source = process.env,
): { kind: 'ok'; sandbox: Environment['sandbox']; data: string } | { kind: 'bad'; problems: string[] } {
  const set = valuesIn(source);
  const read = SandboxVariables.safeParse(set);
  if (!read.success) return { kind: 'bad', problems: read.error.issues.map(issue => sentenceOf(issue, set)) };
  const cache = join(source['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'redfirst');
  return { kind: 'ok', sandbox: sandboxOf(read.data), data: set['REDFIRST_DATA'] ?? cache };
}

/** What git needs of ours: where programs are, and how this network is reached. No secret is among it. */
export function gitEnvironment(source: Source = process.env): Record<string, string> {
  const names = [
    'PATH',
    'HTTPS_PROXY',
    'HTTP_PROXY',
    'NO_PROXY',
    'https_proxy',
    'http_proxy',
    'no_proxy',
    'GIT_SSL_CAINFO',
  ];
  return Object.fromEntries(names.flatMap(name => (source[name] ? [[name, source[name]]] : [])));
}
