import { calcPrice } from '@pydantic/genai-prices';
import type { Spend } from '../../domain/stage.ts';
import type { Usage } from './dialect.ts';
import type { Price } from './settings.ts';

/** Whose tokens are counted: the host decides the price as much as the model's name does. */
export interface Tariff {
  model: string;
  baseURL: string;
  price: Price | undefined;
}

const million = 1_000_000;

/** What one call cost. Without a price for this model on this host `usd` is missing: unknown is never 0. */
export function spendOf(usage: Usage | undefined, tariff: Tariff): Spend {
  const { input = 0, cached = 0, output = 0 } = usage ?? {};
  const usd = usage && (ownPrice(usage, tariff.price) ?? listPrice(usage, tariff));
  return {
    calls: 1,
    inputTokens: input,
    cachedTokens: cached,
    outputTokens: output,
    ...(usd === undefined ? {} : { usd }),
  };
}

function ownPrice({ input, cached, output }: Usage, price: Price | undefined): number | undefined {
  if (!price) return undefined;
  const cachedPrice = price.cached ?? price.input;
  return ((input - cached) * price.input + cached * cachedPrice + output * price.output) / million;
}

function listPrice(usage: Usage, { model, baseURL }: Tariff): number | undefined {
  const counts = {
    input_tokens: usage.input,
    cache_read_tokens: usage.cached,
    cache_write_tokens: usage.cacheWritten,
    output_tokens: usage.output,
  };
  return calcPrice(counts, model, { providerApiUrl: baseURL })?.total_price;
}
