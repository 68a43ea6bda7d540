import type { GraphContext } from '../resolve.ts';

/** One mutation: its input was checked against GitHub's schema before. */
export type Mutation<Input> = (input: Input, context: GraphContext) => object | Promise<object>;

/** Turns mutations into resolvers of the `Mutation` type; each echoes `clientMutationId`. */
export function mutationResolvers(mutations: Record<string, Mutation<never>>) {
  return Object.fromEntries(
    Object.entries(mutations).map(([name, mutate]) => [
      name,
      async (_: unknown, { input }: { input: { clientMutationId?: string } }, context: GraphContext) => ({
        clientMutationId: input.clientMutationId ?? null,
        ...(await mutate(input as never, context)),
      }),
    ]),
  );
}
