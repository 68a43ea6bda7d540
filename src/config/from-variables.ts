import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Secret } from './secret.ts';
import { notes } from './variable-kinds.ts';
import { pem, variables } from './variables.ts';

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
  /** Dollars that the model may cost on one day (UTC). */
  limits: { usdPerDay: number | undefined; repositoryUsdPerDay: number | undefined };
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
  /** How the server is spoken to, where the operator says so. */
  api: 'responses' | 'chat' | undefined;
  timeout: number;
  idleTimeout: number;
  maxOutputTokens: number;
  temperature: number | undefined;
  price: { input: number; output: number; cached: number | undefined } | undefined;
  /** Directories of recorded exchanges, to write and to answer from. */
  recordings: { record: string | undefined; replay: string | undefined };
}

/** Every variable that Redfirst reads. */
export const Variables = z.object(variables);
export type Variables = z.infer<typeof Variables>;
/** Without what must be set: these have a default or may be missing. */
export type OptionalVariables = Omit<Variables, 'APP_ID' | 'WEBHOOK_SECRET'>;
/** Those that running code needs, for commands that have no App. */
export const SandboxVariables = Variables.pick({
  REDFIRST_SANDBOX: true,
  REDFIRST_TOOLCHAINS: true,
  REDFIRST_REGISTRY: true,
  REDFIRST_PIP_INDEX: true,
  REDFIRST_REGISTRY_CA: true,
  NODE_EXTRA_CA_CERTS: true,
});
/** Variables as they are set. */
export type Source = Record<string, string | undefined>;

/** The variables of ours that are set; an empty value counts as not set. */
export const valuesIn = (source: Source): Source =>
  Object.fromEntries(Object.keys(variables).map(name => [name, source[name]?.trim() || undefined]));

/** What the variables that an App needs come to. */
export function environmentOf(read: Variables, privateKey: Secret): Environment {
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
    limits: { usdPerDay: read.REDFIRST_USD_PER_DAY, repositoryUsdPerDay: read.REDFIRST_USD_PER_REPOSITORY_DAY },
    model: modelOf(read),
    data: read.REDFIRST_DATA,
    databaseUrl: read.DATABASE_URL,
    sandbox: sandboxOf(read),
    concurrency: read.REDFIRST_CONCURRENCY,
    reconcileInterval: read.REDFIRST_RECONCILE_INTERVAL * 1000,
    logLevel: read.LOG_LEVEL,
  };
}

/** How code of repositories is run. */
export function sandboxOf(read: z.infer<typeof SandboxVariables>): Environment['sandbox'] {
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

/** The model's server, or nothing where Redfirst is the referee alone. */
export function modelOf(read: OptionalVariables): ModelEnvironment | undefined {
  if (read.REDFIRST_MODEL === undefined) return undefined;
  return {
    // A server of one's own often wants no key, and the SDK wants some.
    apiKey: read.OPENAI_API_KEY ?? new Secret('none'),
    baseURL: read.OPENAI_BASE_URL,
    model: read.REDFIRST_MODEL,
    api: read.OPENAI_API,
    timeout: read.REDFIRST_MODEL_TIMEOUT * 1000,
    idleTimeout: read.REDFIRST_MODEL_IDLE_TIMEOUT * 1000,
    maxOutputTokens: read.REDFIRST_MODEL_MAX_OUTPUT_TOKENS,
    temperature: read.REDFIRST_MODEL_TEMPERATURE,
    price: read.REDFIRST_MODEL_PRICE,
    recordings: { record: read.REDFIRST_RECORD, replay: read.REDFIRST_REPLAY },
  };
}

/** The key, or what is wrong with the file that should hold it. */
export function privateKeyOf({
  PRIVATE_KEY,
  PRIVATE_KEY_PATH: path,
}: Pick<Variables, 'PRIVATE_KEY' | 'PRIVATE_KEY_PATH'>): Secret | string {
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
export function missingOf(read: OptionalVariables): string[] {
  const hasServer = [read.OPENAI_API_KEY, read.OPENAI_BASE_URL, read.REDFIRST_REPLAY].some(set => set !== undefined);
  if (read.REDFIRST_RECORD !== undefined && read.REDFIRST_REPLAY !== undefined)
    return ['REDFIRST_RECORD is set beside REDFIRST_REPLAY: set one of them.'];
  if (hasServer && read.REDFIRST_MODEL === undefined)
    return ['REDFIRST_MODEL is not set: name the model that OPENAI_API_KEY or OPENAI_BASE_URL is for.'];
  if (!hasServer && read.REDFIRST_MODEL !== undefined)
    return ['OPENAI_API_KEY is not set: give the key, or OPENAI_BASE_URL, for the model in REDFIRST_MODEL.'];
  return [];
}

/** What is wrong with a variable, in one sentence that holds no secret. */
export function sentenceOf({ path, message }: z.core.$ZodIssue, set: Source): string {
  const name = String(path[0]) as keyof typeof variables;
  const value = set[name];
  if (value === undefined) return `${name} is not set. ${variables[name].description}`;
  const isSecret = notes.get(variables[name])?.isSecret;
  return `${name} is ${isSecret ? `${value.length} characters that cannot be used` : `"${value}"`}: ${message}.`;
}
