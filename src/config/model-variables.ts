import { z } from 'zod';
import { Secret } from './secret.ts';
import { decimal, httpUrl, list, note, notes, secret, type VariableNotes, whole } from './variable-kinds.ts';

const about = (example: string, notes: Partial<VariableNotes> = {}) => note('Model', example, notes);
const priceRemedy = 'give two or three numbers separated by commas';

/** What decides which model is asked, and how. */
export const modelVariables = {
  OPENAI_API_KEY: z
    .string()
    .regex(/^[!-~]+$/, 'give the key as it was handed out: letters, digits and signs, without a space')
    .transform(value => new Secret(value))
    .optional()
    .describe('Key of the model server. Without it and without OPENAI_BASE_URL Redfirst is the referee alone.')
    .register(notes, about('', secret)),
  OPENAI_BASE_URL: httpUrl
    .optional()
    .describe('Any server that speaks one of the APIs of OpenAI; OpenAI itself when not set.')
    .register(notes, about('http://localhost:11434/v1')),
  OPENAI_API: z
    .enum(['responses', 'chat'], 'give responses or chat')
    .optional()
    .describe('API of that server: `responses` at OpenAI itself and `chat` (completions) elsewhere when not set.')
    .register(notes, about('chat')),
  REDFIRST_MODEL: z.string().optional().describe('Name of the model.').register(notes, about('gpt-5')),
  REDFIRST_MODEL_TIMEOUT: whole(1, 3600)
    .default(600)
    .describe('Seconds that one answer may take.')
    .register(notes, about('600')),
  REDFIRST_MODEL_IDLE_TIMEOUT: whole(1, 290)
    .default(240)
    .describe('Seconds that the server may say nothing at all; it is asked to stream.')
    .register(notes, about('240')),
  REDFIRST_MODEL_MAX_OUTPUT_TOKENS: whole(256, 1_000_000)
    .default(32_000)
    .describe('Tokens that one answer may have.')
    .register(notes, about('32000')),
  REDFIRST_MODEL_TEMPERATURE: decimal(0, 2)
    .optional()
    .describe('Left out of the request when not set: some models accept none.')
    .register(notes, about('0.2')),
  REDFIRST_MODEL_PRICE: list(priceRemedy, /^\d{1,9}(\.\d{1,9})?$/)
    .refine(parts => parts.length === 2 || parts.length === 3, priceRemedy)
    .transform(([input, output, cached]) => ({
      input: Number(input),
      output: Number(output),
      cached: cached === undefined ? undefined : Number(cached),
    }))
    .optional()
    .describe(
      'US dollars for a million input, output and (where it differs) cached input tokens, for a model without a list price.',
    )
    .register(notes, about('1.25,10,0.125')),
  REDFIRST_USD_PER_DAY: decimal(0, 1_000_000)
    .optional()
    .describe('US dollars that the model may cost on one day (UTC), all repositories together; no limit when not set.')
    .register(notes, about('100')),
  REDFIRST_USD_PER_REPOSITORY_DAY: decimal(0, 1_000_000)
    .optional()
    .describe('US dollars that the model may cost for one repository on one day (UTC); no limit when not set.')
    .register(notes, about('20')),
  REDFIRST_RECORD: z
    .string()
    .optional()
    .describe('For development: directory that keeps every question to the model and its answer, without keys.')
    .register(notes, about('recordings')),
  REDFIRST_REPLAY: z
    .string()
    .optional()
    .describe('For development: directory of such recordings to answer from. No model is asked.')
    .register(notes, about('recordings')),
};
