import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Secret } from './secret.ts';
import { notes, pem, variables } from './variables.ts';

/** What the operator decides for the whole server. A target repository can change none of it. */
export interface Environment {
  github: {
    appId: number;
    privateKey: Secret;
    webhookSecret: Secret;
    /** `github.com`, or the host of GitHub Enterprise Server. */
    host: string;
    protocol: 'http' | 'https';
    /** Milliseconds. */
    writeSpacing: number;
    labels: readonly string[];
    /** Nothing when every installation may use this server. */
    allowedInstallations: ReadonlySet<number> | undefined;
  };
  server: { host: string; port: number };
  /** Nothing when Redfirst is the referee alone. */
  model: ModelEnvironment | undefined;
  /** Directory of the embedded store, the clones and the caches. */
  data: string;
  databaseUrl: Secret | undefined;
  sandbox: {
    kind: 'bubblewrap' | 'trusted';
    toolchains: readonly string[];
    registry: { url: string | undefined; pipIndex: string | undefined; cafile: string | undefined };
  };
  concurrency: number;
  /** Milliseconds between two looks at every labelled issue: what a lost delivery delays at most. */
  reconcileInterval: number;
  logLevel: z.infer<typeof variables.LOG_LEVEL>;
}

/** As the model's adapter takes it, but for the key. */
export interface ModelEnvironment {
  apiKey: Secret;
  baseURL: string | undefined;
  model: string;
  timeout: number;
  maxOutputTokens: number;
  temperature: number | undefined;
  price: { input: number; output: number } | undefined;
}

export type EnvironmentReading = { kind: 'ok'; environment: Environment } | { kind: 'bad'; problems: string[] };

const Variables = z.object(variables);
const SandboxVariables = Variables.pick({
  REDFIRST_SANDBOX: true,
  REDFIRST_TOOLCHAINS: true,
  REDFIRST_REGISTRY: true,
  REDFIRST_PIP_INDEX: true,
  REDFIRST_REGISTRY_CA: true,
  NODE_EXTRA_CA_CERTS: true,
});
type Variables = z.infer<typeof Variables>;
type Source = Record<string, string | undefined>;

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

/** Adds what `.env` in the current directory sets, when there is one; what the process already has wins. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

const valuesIn = (source: Source): Source =>
  Object.fromEntries(Object.keys(variables).map(name => [name, source[name]?.trim() || undefined]));

function environmentOf(read: Variables, privateKey: Secret): Environment {
  return {
    github: {
      appId: read.APP_ID,
      privateKey,
      webhookSecret: read.WEBHOOK_SECRET,
      host: read.GHE_HOST ?? 'github.com',
      protocol: read.GHE_PROTOCOL,
      writeSpacing: read.REDFIRST_WRITE_SPACING,
      labels: read.REDFIRST_LABELS,
      allowedInstallations: read.REDFIRST_ALLOWED_INSTALLATIONS,
    },
    server: { host: read.HOST, port: read.PORT },
    model: modelOf(read),
    data: read.REDFIRST_DATA,
    databaseUrl: read.DATABASE_URL,
    sandbox: sandboxOf(read),
    concurrency: read.REDFIRST_CONCURRENCY,
    reconcileInterval: read.REDFIRST_RECONCILE_INTERVAL * 1000,
    logLevel: read.LOG_LEVEL,
  };
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

function sandboxOf(read: z.infer<typeof SandboxVariables>): Environment['sandbox'] {
  return {
    kind: read.REDFIRST_SANDBOX,
    toolchains: read.REDFIRST_TOOLCHAINS,
    registry: {
      url: read.REDFIRST_REGISTRY,
      pipIndex: read.REDFIRST_PIP_INDEX,
      cafile: read.REDFIRST_REGISTRY_CA ?? read.NODE_EXTRA_CA_CERTS,
    },
  };
}

function modelOf(read: Variables): ModelEnvironment | undefined {
  if (read.REDFIRST_MODEL === undefined) return undefined;
  return {
    // A server of one's own often wants no key, and the SDK wants some.
    apiKey: read.OPENAI_API_KEY ?? new Secret('none'),
    baseURL: read.OPENAI_BASE_URL,
    model: read.REDFIRST_MODEL,
    timeout: read.REDFIRST_MODEL_TIMEOUT * 1000,
    maxOutputTokens: read.REDFIRST_MODEL_MAX_OUTPUT_TOKENS,
    temperature: read.REDFIRST_MODEL_TEMPERATURE,
    price: read.REDFIRST_MODEL_PRICE,
  };
}

/** The key, or what is wrong with the file that should hold it. */
function privateKeyOf({ PRIVATE_KEY, PRIVATE_KEY_PATH: path }: Variables): Secret | string {
  if (PRIVATE_KEY) return PRIVATE_KEY;
  if (path === undefined) return 'PRIVATE_KEY is not set: give the PEM text, or its file as PRIVATE_KEY_PATH.';
  try {
    const read = pem.safeParse(readFileSync(path, 'utf8'));
    return read.data ?? `PRIVATE_KEY_PATH is "${path}", which holds no key: name the PEM file that GitHub made.`;
  } catch {
    return `PRIVATE_KEY_PATH is "${path}", which cannot be read: name the PEM file and let this account read it.`;
  }
}

/** Variables that need one another. */
function missingOf(read: Variables): string[] {
  const hasServer = read.OPENAI_API_KEY !== undefined || read.OPENAI_BASE_URL !== undefined;
  if (hasServer && read.REDFIRST_MODEL === undefined)
    return ['REDFIRST_MODEL is not set: name the model that OPENAI_API_KEY or OPENAI_BASE_URL is for.'];
  if (!hasServer && read.REDFIRST_MODEL !== undefined)
    return ['OPENAI_API_KEY is not set: give the key, or OPENAI_BASE_URL, for the model in REDFIRST_MODEL.'];
  return [];
}

function sentenceOf({ path, message }: z.core.$ZodIssue, set: Source): string {
  const name = String(path[0]) as keyof typeof variables;
  const value = set[name];
  if (value === undefined) return `${name} is not set. ${variables[name].description}`;
  const isSecret = notes.get(variables[name])?.isSecret;
  return `${name} is ${isSecret ? `${value.length} characters that cannot be used` : `"${value}"`}: ${message}.`;
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
