/**
 * Cuts GitHub's public GraphQL schema down to what the playground answers, so that our queries are checked against GitHub's
 * own words. Run by hand after changing the subset: `node scripts/trim-graphql-schema.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { DefinitionNode, FieldDefinitionNode, NamedTypeNode, ObjectTypeDefinitionNode } from 'graphql';
import { buildSchema, Kind, parse, print, validateSchema, visit } from 'graphql';
import { graphqlSubset } from './graphql-subset.ts';

const source = new URL('./schema.graphql', import.meta.resolve('@octokit/graphql-schema'));
const target = new URL('../src/playground/schema/github.graphql', import.meta.url);

type Definition = Extract<DefinitionNode, { name: unknown }> & { name: { value: string } };

const definitions = new Map(
  parse(readFileSync(source, 'utf8'))
    .definitions.filter((node): node is Definition => 'name' in node && node.name !== undefined)
    .map(node => [node.name.value, node]),
);

function wantedFields(type: string): Map<string, Set<string> | undefined> {
  const matches = (graphqlSubset[type] ?? '').matchAll(/(\w+)(?:\(([^)]*)\))?/g);
  return new Map(
    [...matches].map(([, name = '', args]) => [name, args === undefined ? undefined : new Set(args.split(','))]),
  );
}

function trimField(field: FieldDefinitionNode, args: Set<string> | undefined): FieldDefinitionNode {
  return args ? { ...field, arguments: (field.arguments ?? []).filter(arg => args.has(arg.name.value)) } : field;
}

/** A type stays what it was only where it keeps all the fields that this takes. */
function isStill(name: NamedTypeNode, fields: ReadonlySet<string>): boolean {
  return (
    name.name.value in graphqlSubset && [...wantedFields(name.name.value).keys()].every(field => fields.has(field))
  );
}

function trimObject(node: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const wanted = wantedFields(node.name.value);
  const fields = (node.fields ?? []).filter(field => wanted.has(field.name.value));
  const missing = [...wanted.keys()].filter(name => !fields.some(field => field.name.value === name));
  if (missing.length > 0) throw new Error(`GitHub's ${node.name.value} has no ${missing.join(', ')}.`);
  return {
    ...node,
    interfaces: (node.interfaces ?? []).filter(name => isStill(name, new Set(wanted.keys()))),
    fields: fields.map(field => trimField(field, wanted.get(field.name.value))),
  };
}

function trim(name: string): DefinitionNode {
  const node = definitions.get(name);
  if (!node) throw new Error(`GitHub has no type ${name}.`);
  if (node.kind === Kind.OBJECT_TYPE_DEFINITION) return trimObject(node);
  if (node.kind === Kind.INTERFACE_TYPE_DEFINITION)
    return { ...trimObject({ ...node, kind: Kind.OBJECT_TYPE_DEFINITION }), kind: Kind.INTERFACE_TYPE_DEFINITION };
  if (node.kind === Kind.UNION_TYPE_DEFINITION) {
    const members = new Set(wantedFields(name).keys());
    return { ...node, types: (node.types ?? []).filter(member => members.has(member.name.value)) };
  }
  return node;
}

/** Types that a definition mentions and that bring themselves along whole: inputs, enums, scalars. */
function followers(node: DefinitionNode): string[] {
  const names: string[] = [];
  visit(node, { NamedType: ({ name }) => void names.push(name.value), Directive: () => null });
  return names;
}

const kept = new Map<string, DefinitionNode>();
const builtIn = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);
const queue = Object.keys(graphqlSubset);
for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
  if (kept.has(name) || builtIn.has(name)) continue;
  const kind = definitions.get(name)?.kind;
  const isWhole =
    kind &&
    [Kind.INPUT_OBJECT_TYPE_DEFINITION, Kind.ENUM_TYPE_DEFINITION, Kind.SCALAR_TYPE_DEFINITION].some(
      whole => whole === kind,
    );
  if (!(name in graphqlSubset) && !isWhole) throw new Error(`${name} is mentioned but not in the subset.`);
  const node = trim(name);
  kept.set(name, node);
  queue.push(...followers(node));
}

const bare = { description: undefined };
const text = [...kept.keys()]
  .sort()
  .map(name => kept.get(name))
  .filter(node => node !== undefined)
  .map(node =>
    visit(node, {
      enter: part => ('description' in part && part.description ? { ...part, ...bare } : undefined),
      Directive: () => null,
    }),
  )
  .map(node => print(node))
  .join('\n\n');
const problems = validateSchema(buildSchema(text));
if (problems.length > 0) throw new Error(problems.map(problem => problem.message).join('\n'));
writeFileSync(
  target,
  `# A subset of GitHub's public GraphQL schema (see LICENSE.md). Made by scripts/trim-graphql-schema.ts.\n\n${text}\n`,
);
