import OpenAI from 'openai';
import type { ModelList } from '../../ports/looks.ts';
import { failureOf } from './failures.ts';
import { type OpenAiSettings, openAiHost } from './settings.ts';

/** Milliseconds for a list. */
const patience = 15_000;

/** Names of the models that the server offers (`GET /models`). Throws {@link Failure} with source `model`. */
export async function listModels({
  apiKey,
  baseURL = openAiHost,
}: Pick<OpenAiSettings, 'apiKey' | 'baseURL'>): Promise<ModelList> {
  const { host } = new URL(baseURL);
  const client = new OpenAI({ apiKey, baseURL, timeout: patience, maxRetries: 0, logLevel: 'off' });
  try {
    const { data } = await client.models.list({ signal: AbortSignal.timeout(patience) });
    return { kind: 'listed', where: host, names: data.map(({ id }) => id) };
  } catch (error) {
    if (error instanceof OpenAI.APIError && (error.status === 404 || error.status === 405))
      return { kind: 'no-list', where: host };
    throw failureOf(error);
  }
}
