import type { ResponseFormatJSONSchema } from 'openai/resources/shared';
import { z } from 'zod';

/**
 * The zod schema as servers with constrained decoding take it
 * (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas): unions as `anyOf`, no length of
 * strings. What is left out here is still checked on the answer.
 */
export function responseFormatOf(name: string, schema: z.ZodType): ResponseFormatJSONSchema {
  const jsonSchema = z.toJSONSchema(schema, {
    target: 'draft-7',
    override: ({ jsonSchema: node }) => {
      delete node.minLength;
      if (!node.oneOf) return;
      node.anyOf = node.oneOf;
      delete node.oneOf;
    },
  });
  return { type: 'json_schema', json_schema: { name, strict: true, schema: jsonSchema } };
}
