/**
 * Cuts GitHub's OpenAPI description down to the routes that the playground answers. Run by hand after adding a route:
 * `node scripts/trim-openapi.ts <folder>/node_modules/@octokit/openapi`, with that package installed somewhere else: it is
 * 400 MB and no dependency.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restRoutes } from '../src/playground/rest/routes.ts';

const packagePath = process.argv[2];
if (!packagePath) throw new Error('Where is @octokit/openapi? node scripts/trim-openapi.ts <path to the package>');
const target = new URL('../src/playground/schema/github-openapi.json', import.meta.url);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const source = JSON.parse(readFileSync(join(packagePath, 'generated/api.github.com.json'), 'utf8')) as JsonObject;
const asObject = (value: Json | undefined): JsonObject => (value ?? {}) as JsonObject;

const words = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'title',
  'externalDocs',
  'tags',
  'operationId',
  'deprecated',
]);

/**
 * Says "or null" as JSON Schema does, and `anyOf` for GitHub's `oneOf`, whose alternatives often overlap. The package joins the
 * two kinds of account of an installation as `allOf`, which no account can be: they are alternatives too.
 */
function schemaWords(node: JsonObject): JsonObject {
  const { nullable, oneOf, allOf, ...rest } = node;
  const isJoined = Array.isArray(allOf) && allOf.every(part => !('$ref' in asObject(part)));
  const alternatives = oneOf ?? (isJoined ? allOf : undefined);
  const schema: JsonObject = {
    ...rest,
    ...(allOf !== undefined && !isJoined && { allOf }),
    ...(alternatives !== undefined && { anyOf: alternatives }),
  };
  if (nullable !== true) return schema;
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(null)) schema['enum'] = [...schema['enum'], null];
  if (typeof schema['type'] === 'string') return { ...schema, type: [schema['type'], 'null'] };
  if (Array.isArray(schema['anyOf'])) return { ...schema, anyOf: [...schema['anyOf'], { type: 'null' }] };
  return { anyOf: [schema, { type: 'null' }] };
}

/** Without prose. Below `properties` the keys are names, not keywords. */
function bare(value: Json, areNames = false): Json {
  if (Array.isArray(value)) return value.map(item => bare(item));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value)
    .filter(([key]) => areNames || (!words.has(key) && !key.startsWith('x-')))
    .map(([key, item]) => [key, bare(item, !areNames && key === 'properties')] as const);
  const node = Object.fromEntries(kept);
  return areNames ? node : schemaWords(node);
}

function lookUp(ref: string): Json {
  return ref
    .split('/')
    .slice(1)
    .reduce<Json>((node, key) => asObject(node)[key] ?? null, source);
}

const resolved = (value: Json): JsonObject => {
  const { $ref } = asObject(value);
  return typeof $ref === 'string' ? asObject(lookUp($ref)) : asObject(value);
};

function jsonContent(part: JsonObject): JsonObject {
  const content = asObject(part['content'])['application/json'];
  return content === undefined
    ? {}
    : { content: { 'application/json': { schema: asObject(content)['schema'] ?? {} } } };
}

function trimOperation(operation: JsonObject): JsonObject {
  const parameters = (operation['parameters'] as Json[]).map(resolved).map(({ name, in: place, required, schema }) => ({
    name: name ?? null,
    in: place ?? null,
    ...(required === true && { required }),
    schema: schema ?? {},
  }));
  const responses = Object.entries(asObject(operation['responses']))
    .filter(([status]) => /^[23]/.test(status))
    .map(([status, response]) => [status, jsonContent(resolved(response))]);
  const body = operation['requestBody'] && resolved(operation['requestBody']);
  const requestBody = body && { ...(body['required'] === true && { required: true }), ...jsonContent(body) };
  return { parameters, ...(requestBody && { requestBody }), responses: Object.fromEntries(responses) };
}

const paths: Record<string, JsonObject> = {};
for (const { route } of restRoutes) {
  const [method = '', path = ''] = route.split(' ');
  const operation = asObject(asObject(source['paths'])[path])[method.toLowerCase()];
  if (!operation) throw new Error(`GitHub's description has no ${route}.`);
  paths[path] = { ...paths[path], [method.toLowerCase()]: bare(trimOperation(asObject(operation))) };
}

const schemas: JsonObject = {};
const refs = (value: Json) =>
  [...JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(match => match[1] ?? '');
const queue = refs(paths);
for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
  if (name in schemas) continue;
  const schema = bare(lookUp(`#/components/schemas/${name}`));
  schemas[name] = schema;
  queue.push(...refs(schema));
}

const info = bare(source['info'] ?? {});
const licensed = { title: "A subset of GitHub's REST API description", license: 'MIT, see LICENSE.md' };
const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => a.localeCompare(b)));
const description = {
  openapi: source['openapi'],
  info: { ...asObject(info), ...licensed },
  paths,
  components: { schemas: sorted },
};
writeFileSync(target, `${JSON.stringify(description)}\n`);
