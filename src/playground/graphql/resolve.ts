import type { GraphQLFieldResolver, GraphQLTypeResolver } from 'graphql';
import type { Viewer } from '../auth/viewer.ts';
import type { State } from '../state.ts';

/** What every resolver knows beside its source. */
export interface GraphContext {
  state: State;
  viewer: Viewer;
}

/** How the fields of one type are answered. A field without a resolver is a property of its source. */
export type TypeResolvers<Source> = Record<string, (source: Source, args: never, context: GraphContext) => unknown>;

/** Tables of resolvers by type name; each knows its own kind of source. */
export type ResolverTable = Record<string, TypeResolvers<never>>;

/** Looks a field up in the table, then on its source; a field of GitHub's that nobody wrote yet says so. */
export function fieldResolverOf(table: ResolverTable): GraphQLFieldResolver<unknown, GraphContext> {
  return (...call) => {
    const [source, args, context, info] = call;
    const type = info.parentType.name;
    const resolver = table[type]?.[info.fieldName];
    if (resolver) return resolver(source as never, args as never, context);
    if (typeof source === 'object' && source !== null && info.fieldName in source)
      return (source as Record<string, unknown>)[info.fieldName];
    throw new Error(`The playground does not answer ${type}.${info.fieldName}.`);
  };
}

/** Every source names its GraphQL type as `kind`. */
export const typeResolver: GraphQLTypeResolver<unknown, GraphContext> = source => (source as { kind: string }).kind;
