import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { modelVariables } from './model-variables.ts';
import { Secret } from './secret.ts';
import { httpUrl, list, note, notes, required, secret, type VariableNotes, whole } from './variable-kinds.ts';

/** PEM as GitHub hands it out, with `\n` written out as some hosts store it, or base64 of either. */
export const pem = z.string().transform((value, context) => {
  const text = value.includes('-----BEGIN') ? value : Buffer.from(value, 'base64').toString('utf8');
  const key = `${text.replaceAll('\\n', '\n').trim()}\n`;
  try {
    if (createPrivateKey(key).asymmetricKeyType === 'rsa') return new Secret(key);
  } catch {
    // Not a key at all, rather than one of another kind.
  }
  context.addIssue({ code: 'custom', message: 'give the whole PEM file that GitHub made for the App' });
  return z.NEVER;
});

const webhookSecret = z
  .string()
  .refine(
    value => Buffer.byteLength(value) >= 32,
    'give at least 32 bytes, such as `openssl rand -hex 32` prints, and enter the same in the settings of the App',
  )
  .transform(value => new Secret(value));

const databaseUrl = z
  .string()
  .refine(value => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), 'give a postgresql:// address')
  .transform(value => new Secret(value));

const github = (example: string, notes: Partial<VariableNotes> = {}) => note('GitHub App', example, notes);

/** Every variable that Redfirst reads, as the operator writes it. Parser, reference and `.env.example` come from here. */
export const variables = {
  APP_ID: whole(1, Number.MAX_SAFE_INTEGER)
    .describe('Number of the GitHub App, from its settings page.')
    .register(notes, github('123456', required)),
  PRIVATE_KEY: pem
    .optional()
    .describe('Private key of the App: the PEM text, or base64 of it. Or set PRIVATE_KEY_PATH.')
    .register(notes, github('', secret)),
  PRIVATE_KEY_PATH: z
    .string()
    .optional()
    .describe('File that holds the private key of the App.')
    .register(notes, github('private-key.pem')),
  WEBHOOK_SECRET: webhookSecret
    .describe('Signs every delivery: at least 32 bytes, the same as in the settings of the App.')
    .register(notes, github('', { ...secret, ...required })),
  GHE_HOST: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d{1,5})?$/i, 'give a host name without https:// and without a path')
    .optional()
    .describe('Host of GitHub Enterprise Server; github.com when not set.')
    .register(notes, github('github.example.com')),
  GHE_PROTOCOL: z
    .enum(['https', 'http'], 'give https or http')
    .default('https')
    .describe('How GHE_HOST is spoken to; http is for a host on loopback.')
    .register(notes, github('https')),
  REDFIRST_ALLOWED_INSTALLATIONS: list('give numbers separated by commas', /^[1-9]\d{0,15}$/)
    .transform(parts => new Set(parts.map(Number)))
    .optional()
    .describe('Numbers of the installations that may use this server, separated by commas; all when not set.')
    .register(notes, github('1234567,2345678')),
  REDFIRST_LABELS: list('give label names separated by commas', /^\S.{0,49}$/)
    .default(['tdd-feature', 'tdd-step'])
    .describe('Labels that start a run. Add the name when a repository sets its own `label`.')
    .register(notes, github('tdd-feature,tdd-step')),
  HOST: z
    .string()
    .default('localhost')
    .describe('Address to listen on. In a container: 0.0.0.0.')
    .register(notes, note('Webhook server', '0.0.0.0')),
  PORT: whole(0, 65_535).default(3000).describe('Port to listen on.').register(notes, note('Webhook server', '3000')),
  ...modelVariables,
  REDFIRST_DATA: z
    .string()
    .default('.redfirst')
    .describe('Directory for the embedded store, clones and caches.')
    .register(notes, note('Storage', '/var/lib/redfirst')),
  DATABASE_URL: databaseUrl
    .optional()
    .describe('PostgreSQL 13 or later instead of the embedded store: needed when several processes share the work.')
    .register(notes, note('Storage', 'postgresql://redfirst@localhost/redfirst', secret)),
  REDFIRST_SANDBOX: z
    .enum(['bubblewrap', 'trusted'], 'give bubblewrap, or trusted for your own code only')
    .default('bubblewrap')
    .describe('How code of repositories is run. `trusted` runs it without isolation.')
    .register(notes, note('Sandbox', 'bubblewrap')),
  REDFIRST_TOOLCHAINS: list('give absolute paths separated by commas', /^\//)
    .default([])
    .describe('Directories outside /usr that the sandbox shows read-only, such as a Node of your own.')
    .register(notes, note('Sandbox', '/opt/node')),
  REDFIRST_REGISTRY: httpUrl
    .optional()
    .describe('npm registry of the install step; the usual one when not set.')
    .register(notes, note('Sandbox', 'https://npm.example.com')),
  REDFIRST_PIP_INDEX: httpUrl
    .optional()
    .describe('Python package index of the install step; the usual one when not set.')
    .register(notes, note('Sandbox', 'https://pypi.example.com/simple')),
  REDFIRST_REGISTRY_CA: z
    .string()
    .optional()
    .describe('File with the certificates to trust for those registries, beside the usual ones.')
    .register(notes, note('Sandbox', '/etc/ssl/registry.pem')),
  NODE_EXTRA_CA_CERTS: z
    .string()
    .optional()
    .describe("Node's own: certificates to trust beside the usual ones. Used where REDFIRST_REGISTRY_CA is not set.")
    .register(notes, note('Sandbox', '/etc/ssl/company.pem')),
  REDFIRST_WRITE_SPACING: whole(0, 60_000)
    .default(1000)
    .describe('Milliseconds between two writes to one installation. GitHub asks for a second.')
    .register(notes, note('Running', '1000')),
  REDFIRST_CONCURRENCY: whole(1, 64)
    .default(2)
    .describe('Features that one process works on at once.')
    .register(notes, note('Running', '2')),
  REDFIRST_RECONCILE_INTERVAL: whole(1, 86_400)
    .default(600)
    .describe('Seconds between two looks at every labelled issue: the longest that a lost delivery can delay work.')
    .register(notes, note('Running', '600')),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], 'give trace, debug, info, warn, error or fatal')
    .default('info')
    .describe('The least that is logged.')
    .register(notes, note('Running', 'info')),
};
