import { z } from 'zod';
import { RepositoryConfig } from './repository.ts';

/** What is used of a JSON Schema node (draft 7), as zod writes it. */
export interface SchemaNode {
  type?: string;
  title?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  /** The default in words, where no value can be given. */
  'x-default'?: string;
  /** What is allowed in words, where the schema cannot say it. */
  'x-allowed'?: string;
  examples?: unknown[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minItems?: number;
  maxLength?: number;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: boolean | SchemaNode;
  items?: SchemaNode;
  required?: string[];
  anyOf?: SchemaNode[];
}

/** The JSON schema of `.github/redfirst.yml`, for editors: `# yaml-language-server: $schema=…`. */
export function jsonSchema(): SchemaNode {
  const schema = z.toJSONSchema(RepositoryConfig, { io: 'input', target: 'draft-7' });
  return { title: 'Redfirst repository configuration', ...(schema as SchemaNode) };
}

/** The part of the schema that describes the value at a path; nothing for a key that does not exist. */
export function schemaAt(node: SchemaNode, path: readonly PropertyKey[]): SchemaNode | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return node;
  for (const option of node.anyOf ?? [node]) {
    const more = typeof option.additionalProperties === 'object' ? option.additionalProperties : undefined;
    const child = typeof key === 'number' ? option.items : (option.properties?.[String(key)] ?? more);
    if (child) return schemaAt(child, rest);
  }
  return undefined;
}

/** What a value may be, in words: `required or advisory`, `list of globs`, `number from 0 to 100`. */
export function allowedWords(node: SchemaNode): string {
  if (node['x-allowed']) return node['x-allowed'];
  if (node.anyOf) return node.anyOf.map(allowedWords).join(' or ');
  if (node.enum) return listed(node.enum.map(value => `\`${String(value)}\``));
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.type === 'array')
    return `${node.minItems ? 'non-empty ' : ''}list, each item a ${allowedWords(node.items ?? {})}`;
  if (node.type === 'object') return objectWords(node);
  if (node.type === 'number' || node.type === 'integer') return numberWords(node);
  if (node.type === 'null') return '`null`';
  return node.title ?? (node.maxLength ? `text of 1 to ${node.maxLength} characters` : 'text');
}

/** The keys that a mapping may have. */
export function knownKeys(node: SchemaNode): string {
  const properties = [node, ...(node.anyOf ?? [])].find(option => option.properties)?.properties ?? {};
  return listed(Object.keys(properties).map(key => `\`${key}\``));
}

function objectWords(node: SchemaNode): string {
  return node.properties ? `mapping with ${knownKeys(node)}` : 'mapping of names to text in quotes';
}

function numberWords({ type, minimum, exclusiveMinimum, maximum }: SchemaNode): string {
  const noun = type === 'integer' ? 'whole number' : 'number';
  if (exclusiveMinimum !== undefined) return `${noun} above ${exclusiveMinimum}, at most ${maximum}`;
  return `${noun} from ${minimum} to ${maximum}`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
