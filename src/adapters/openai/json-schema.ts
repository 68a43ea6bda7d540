import { z } from 'zod';

/** A JSON schema, and whether a server may be asked to hold a model to it (`strict`): no property is optional. */
export interface ConstrainedSchema {
  schema: Record<string, unknown>;
  isStrict: boolean;
}

/**
 * The zod schema as servers with constrained decoding take it
 * (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas): unions as `anyOf`, no length of
 * strings. What is left out here is still checked on the answer.
 */
export function constrainedSchemaOf(schema: z.ZodType): ConstrainedSchema {
  let isStrict = true;
  const jsonSchema = z.toJSONSchema(schema, {
    target: 'draft-7',
    override: ({ jsonSchema: node }) => {
      isStrict &&= Object.keys(node.properties ?? {}).every(name => node.required?.includes(name));
      delete node.minLength;
      if (!node.oneOf) return;
      node.anyOf = node.oneOf;
      delete node.oneOf;
    },
  });
  return { schema: jsonSchema, isStrict };
}

/** What a text is as JSON; nothing where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
