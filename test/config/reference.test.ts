import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ajvModule from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generatedDocs, readmeWithCommands } from '../../src/config/generated-docs.ts';
import type { SchemaNode } from '../../src/config/json-schema.ts';
import { jsonSchema } from '../../src/config/json-schema.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { exampleFile } from '../../src/config/reference.ts';

const root = resolve(import.meta.dirname, '../..');

/** Every key of the schema with its path. */
function keysOf(node: SchemaNode, prefix = ''): [string, SchemaNode][] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]): [string, SchemaNode][] => [
    [`${prefix}${key}`, child],
    ...keysOf(child, `${prefix}${key}.`),
  ]);
  const options = [...(node.anyOf ?? []), ...(node.items ? [node.items] : [])];
  return [...own, ...options.flatMap(option => keysOf(option, prefix))];
}

describe('the generated documents', () => {
  it.each(generatedDocs().map(({ path, text }) => [path, text]))('%s is fresh (npm run docs)', (path, text) => {
    expect(readFileSync(resolve(root, path), 'utf8')).toBe(text);
  });

  it('README.md shows the commands as /help does (npm run docs)', () => {
    const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
    expect(readme).toBe(readmeWithCommands(readme));
    expect(() => readmeWithCommands('# No place')).toThrow('has no lines');
  });

  it('describe every key', () => {
    const keys = keysOf(jsonSchema());
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter(([, node]) => !node.description).map(([path]) => path)).toEqual([]);
  });

  it('give only examples that are allowed', () => {
    const ajv = new ajvModule.Ajv({ strict: false });
    const wrong = keysOf(jsonSchema()).flatMap(([path, node]) =>
      (node.examples ?? []).filter(example => !ajv.validate(node, example)).map(() => path),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the example file', () => {
  it('is a configuration', () => {
    expect(parseConfig(exampleFile)).toMatchObject({ kind: 'ok' });
  });

  it('fits the JSON schema, which refuses what the parser refuses', () => {
    const validate = new ajvModule.Ajv({ strict: false }).compile(jsonSchema());
    expect(validate(parse(exampleFile))).toBe(true);
    expect(validate({})).toBe(true);
    expect(validate({ approval: 'maybe' })).toBe(false);
    expect(validate({ unknown: 1 })).toBe(false);
  });
});
