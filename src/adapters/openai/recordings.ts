import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { parsedJson } from './json-schema.ts';

/** A request as it is recorded. */
export interface Question {
  /** Of the call. */
  name: string;
  path: string;
  body: object;
  /** What was said last, to know the question by. */
  last: string;
}

/** Keeps exchanges with a server, or answers in its place. */
export interface Tape {
  /** The answer that is played; nothing where the server is to be asked. Throws {@link Failure} when there is none. */
  play?(question: Question): Promise<unknown>;
  /** Keeps what the server answered. */
  keep?(question: Question, answer: unknown): Promise<void>;
}

/** A text as it may be kept. */
type Cleanse = (text: string) => Promise<string>;

/** Writes each exchange to a file of its own. The newest answer to a question is kept; keys are in headers, not here. */
export function recordTo(directory: string, withoutSecrets: Cleanse): Tape {
  return {
    async keep(question, answer) {
      const recorded = await recordOf(question, withoutSecrets);
      const whole = { ...recorded, answer: await mapTexts(answer, withoutSecrets) };
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, fileOf(recorded)), `${JSON.stringify(whole, undefined, 2)}\n`, { mode: 0o600 });
    },
  };
}

/**
 * Answers from such files, and from nothing else. A question is looked for without its secrets: the answer before it may
 * have been recorded without one.
 */
export function replayFrom(directory: string, withoutSecrets: Cleanse): Tape {
  return {
    async play(question) {
      const file = fileOf(await recordOf(question, withoutSecrets));
      const text = await readFile(join(directory, file), 'utf8').catch(() => '');
      const recorded = z.object({ answer: z.unknown() }).safeParse(parsedJson(text)).data;
      if (!recorded) throw await notRecorded(directory, { ...question, file });
      return recorded.answer;
    },
  };
}

/** A question as a file holds it. */
interface Recorded {
  name: string;
  path: string;
  request: unknown;
}

/** How an answer is sent, and where its prompt is warm, makes no other question of it. */
async function recordOf({ name, path, body }: Question, withoutSecrets: Cleanse): Promise<Recorded> {
  const incidental = ['stream', 'stream_options', 'include', 'prompt_cache_key'];
  const essence = Object.fromEntries(Object.entries(body).filter(([key]) => !incidental.includes(key)));
  return { name, path, request: await mapTexts(essence, withoutSecrets) };
}

function fileOf({ name, path, request }: Recorded): string {
  const identity = JSON.stringify([path, request]);
  return `${name}-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}.json`;
}

async function notRecorded(
  directory: string,
  { name, last, file }: Pick<Question, 'name' | 'last'> & { file: string },
): Promise<Failure> {
  const names = await readdir(directory).catch(() => []);
  const count = names.filter(other => other.startsWith(`${name}-`)).length;
  const end = last.trim().split('\n').at(-1)?.slice(-80);
  const where = `${file}, ${directory} holds ${count} of that name`;
  return new Failure(
    `No answer is recorded to the question "${name}" that ends in "${end}" (${where}). Record it with REDFIRST_RECORD.`,
    { source: 'model', reason: 'not-recorded', retryable: false },
  );
}

/** The same value with every text in it changed. */
async function mapTexts(value: unknown, change: Cleanse): Promise<unknown> {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return Promise.all(value.map(item => mapTexts(item, change)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await mapTexts(item, change)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
