import { calcPrice } from '@pydantic/genai-prices';
import type { CompletionUsage } from 'openai/resources/completions';
import type { Spend } from '../../domain/stage.ts';

/** US dollars for a million tokens, for a model that no price list knows. */
export interface Price {
  input: number;
  output: number;
}

/** Whose tokens are counted: the host decides the price as much as the model's name does. */
export interface Tariff {
  model: string;
  baseURL: string;
  price: Price | undefined;
}

const million = 1_000_000;

/** What one call cost. Without a price for this model on this host `usd` is missing: unknown is never 0. */
export function spendOf(usage: CompletionUsage | undefined, tariff: Tariff): Spend {
  const tokens = { inputTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 };
  const usd = usage && (ownPrice(usage, tariff.price) ?? listPrice(usage, tariff));
  return { calls: 1, ...tokens, ...(usd === undefined ? {} : { usd }) };
}

function ownPrice(usage: CompletionUsage, price: Price | undefined): number | undefined {
  if (!price) return undefined;
  return (usage.prompt_tokens * price.input + usage.completion_tokens * price.output) / million;
}

function listPrice(usage: CompletionUsage, { model, baseURL }: Tariff): number | undefined {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
  const counts = {
    input_tokens: usage.prompt_tokens,
    cache_read_tokens: cached,
    output_tokens: usage.completion_tokens,
  };
  return calcPrice(counts, model, { providerApiUrl: baseURL })?.total_price;
}
