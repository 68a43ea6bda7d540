import { createHash } from 'node:crypto';
import type { Turn } from './dialect.ts';
import { isOpenAi, type OpenAiSettings, openAiHost } from './settings.ts';

/**
 * Sends calls of one kind for one feature to where their prompt is warm
 * (https://platform.openai.com/docs/guides/prompt-caching). Other servers may reject what they do not know.
 */
export function cacheKeyOf({ name, feature = '' }: Turn, { baseURL = openAiHost }: OpenAiSettings) {
  if (!isOpenAi(baseURL)) return {};
  return { prompt_cache_key: `${name}:${createHash('sha256').update(feature).digest('hex').slice(0, 16)}` };
}
