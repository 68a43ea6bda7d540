import type { OpenAiSettings } from '../../../src/adapters/openai/settings.ts';
import { EditsReply } from '../../../src/domain/edit.ts';
import type { ModelCall } from '../../../src/ports/model.ts';

/** Of a model that a test asks. */
export const settings: OpenAiSettings = {
  apiKey: 'sk-secret',
  model: 'gpt-5',
  timeout: 5_000,
  idleTimeout: 4_000,
  maxOutputTokens: 1_000,
};

/** A question that a test asks. */
export const call: ModelCall<EditsReply> = {
  name: 'implement',
  system: 'You write code.',
  user: 'Write this.',
  schema: EditsReply,
  signal: new AbortController().signal,
};
