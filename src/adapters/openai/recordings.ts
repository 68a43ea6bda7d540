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

/** Writes each exchange to a file of its own. The newest answer to a question is kept; keys are in headers, not here. */
export function recordTo(directory: string, withoutSecrets: (text: string) => Promise<string>): Tape {
  return {
    async keep(question, answer) {
      const { name, path } = question;
      const recorded = await mapTexts({ name, path, request: essence(question), answer }, withoutSecrets);
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, fileOf(question)), `${JSON.stringify(recorded, undefined, 2)}\n`, {
        mode: 0o600,
      });
    },
  };
}

/** Answers from such files, and from nothing else. */
export function replayFrom(directory: string): Tape {
  return {
    async play(question) {
      const text = await readFile(join(directory, fileOf(question)), 'utf8').catch(() => '');
      const recorded = z.object({ answer: z.unknown() }).safeParse(parsedJson(text)).data;
      if (!recorded) throw await notRecorded(directory, question);
      return recorded.answer;
    },
  };
}

/** How an answer is sent, and where its prompt is warm, makes no other question of it. */
function essence({ body }: Question): object {
  const incidental = ['stream', 'stream_options', 'include', 'prompt_cache_key'];
  return Object.fromEntries(Object.entries(body).filter(([key]) => !incidental.includes(key)));
}

function fileOf(question: Question): string {
  const identity = JSON.stringify([question.path, essence(question)]);
  return `${question.name}-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}.json`;
}

async function notRecorded(directory: string, question: Question): Promise<Failure> {
  const { name, last } = question;
  const names = await readdir(directory).catch(() => []);
  const count = names.filter(other => other.startsWith(`${name}-`)).length;
  const end = last.trim().split('\n').at(-1)?.slice(-80);
  const where = `${fileOf(question)}, ${directory} holds ${count} of that name`;
  return new Failure(
    `No answer is recorded to the question "${name}" that ends in "${end}" (${where}). Record it with REDFIRST_RECORD.`,
    { source: 'model', reason: 'not-recorded', retryable: false },
  );
}

/** The same value with every text in it changed. */
async function mapTexts(value: unknown, change: (text: string) => Promise<string>): Promise<unknown> {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return Promise.all(value.map(item => mapTexts(item, change)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await mapTexts(item, change)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
