import { type DocumentNode, Kind, parse } from 'graphql';

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

function tryParse(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}
