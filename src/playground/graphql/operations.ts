import { type DefinitionNode, type DocumentNode, Kind, parse, print, visit } from 'graphql';

/** Names in a GraphQL request, for the log and for faults: `query` or `mutation`, the operation's name, its top fields. */
export function operationsOf(body: unknown): string[] {
  const query = (body as { query?: unknown } | undefined)?.query;
  const document = typeof query === 'string' ? tryParse(query) : undefined;
  return (document?.definitions ?? []).flatMap(definition => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const fields = definition.selectionSet.selections.flatMap(selection =>
      selection.kind === Kind.FIELD ? [selection.name.value] : [],
    );
    return [definition.operation, ...(definition.name ? [definition.name.value] : []), ...fields];
  });
}

/** A GraphQL request with the first fields of its operation alone, and no variable that none of them uses. */
export function firstFields(body: unknown, count: number): unknown {
  const { query } = body as { query: string };
  const cut = (definition: DefinitionNode): DefinitionNode => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const selections = definition.selectionSet.selections.slice(0, count);
    const used = new Set<string>();
    for (const selection of selections) visit(selection, { Variable: ({ name }) => void used.add(name.value) });
    return {
      ...definition,
      selectionSet: { ...definition.selectionSet, selections },
      variableDefinitions:
        definition.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [],
    };
  };
  const document = parse(query);
  return { ...(body as object), query: print({ ...document, definitions: document.definitions.map(cut) }) };
}

function tryParse(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}
