import { readFileSync } from 'node:fs';
import { buildSchema, execute, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import type { ApiRequest, Route } from '../http/api.ts';
import { ok } from '../http/api.ts';
import { Refusal } from '../refusal.ts';
import { checkMutations } from './mutations/checks.ts';
import { gitMutations } from './mutations/git.ts';
import { issueMutations } from './mutations/issues.ts';
import { mutationResolvers } from './mutations/mutation.ts';
import { pullMutations } from './mutations/pulls.ts';
import { fieldResolverOf, type ResolverTable, typeResolver } from './resolve.ts';
import { actorTypes } from './types/actors.ts';
import { checkTypes } from './types/checks.ts';
import { commitTypes } from './types/commit.ts';
import { gitTypes } from './types/git.ts';
import { issueTypes } from './types/issues.ts';
import { pullTypes } from './types/pulls.ts';
import { queryTypes } from './types/query.ts';
import { repositoryTypes } from './types/repository.ts';

const table: ResolverTable = {
  ...queryTypes,
  ...actorTypes,
  ...repositoryTypes,
  ...gitTypes,
  ...commitTypes,
  ...issueTypes,
  ...pullTypes,
  ...checkTypes,
  Mutation: mutationResolvers({ ...gitMutations, ...issueMutations, ...pullMutations, ...checkMutations }),
};

const fieldResolver = fieldResolverOf(table);

let schema: GraphQLSchema | undefined;

/** GitHub's schema, as far as it is answered here. */
function gitHubSchema(): GraphQLSchema {
  schema ??= buildSchema(readFileSync(new URL('../schema/github.graphql', import.meta.url), 'utf8'), {
    assumeValidSDL: true,
  });
  return schema;
}

interface GraphqlBody {
  query?: unknown;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

/** An error as GitHub's GraphQL API writes it, with its `type` beside the message. */
function presentError(error: GraphQLError) {
  const { message, path, locations, originalError, extensions } = error;
  const type = originalError instanceof Refusal ? originalError.type : extensions['type'];
  const reasons = originalError instanceof Refusal ? originalError.errors : undefined;
  const detail = reasons?.map(reason => reason.message ?? `${reason.field} ${reason.code}`).join(', ');
  return {
    ...(type !== undefined && { type: type === 'UNAUTHORIZED' ? 'FORBIDDEN' : type }),
    ...(path && { path }),
    ...(locations && { locations }),
    message: detail || message,
  };
}

async function answerGraphql({ state, viewer, body }: ApiRequest) {
  if (viewer.kind === 'anonymous') throw new Refusal('UNAUTHORIZED', 'This endpoint requires you to be authenticated.');
  const { query, variables, operationName } = (body ?? {}) as GraphqlBody;
  if (typeof query !== 'string')
    throw new Refusal('BAD_REQUEST', 'A query attribute must be specified and must be a string.');
  try {
    const document = parse(query);
    const problems = validate(gitHubSchema(), document);
    if (problems.length > 0) return ok({ errors: problems.map(presentError) });
    const result = await execute({
      schema: gitHubSchema(),
      document,
      contextValue: { state, viewer },
      variableValues: variables ?? {},
      operationName: operationName ?? null,
      fieldResolver,
      typeResolver,
    });
    const { data, errors } = result;
    return ok({ ...(data !== undefined && { data }), ...(errors && { errors: errors.map(presentError) }) });
  } catch (error) {
    if (error instanceof GraphQLError) return ok({ errors: [presentError(error)] });
    throw error;
  }
}

/** The GraphQL endpoint. Mutations of one document run one after another, as the specification wants. */
export const graphqlRoutes: Route[] = [{ route: 'POST /graphql', for: 'anyone', handle: answerGraphql }];
