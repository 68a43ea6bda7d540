import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import type { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { RepositoryRef } from '../../domain/feature.ts';
import type { Log } from '../../ports/log.ts';
import { failureOfGraphql, failureOfStatus } from './failures.ts';
import { openGate } from './gate.ts';

export interface ConnectionOptions {
  appId: number;
  privateKey: string;
  /** `https://api.github.com`, or `https://<host>/api/v3` for another host. */
  apiUrl: string;
  /** `https://github.com`, or the other host: where git fetches from. */
  gitUrl: string;
  /** Milliseconds between two writes of one installation; GitHub asks for a second. */
  writeSpacing: number;
  log: Log;
}

/** What the reader and the writer call GitHub with. Every answer is checked; every fault is a {@link Failure}. */
export interface Connection {
  readonly options: ConnectionOptions;
  graphql<T>(call: GraphqlCall<T>): Promise<T>;
  rest<T>(call: RestCall<T>): Promise<T>;
  token(repository: Pick<RepositoryRef, 'installationId' | 'id'>): Promise<string>;
}

export interface GraphqlCall<T> {
  repository: Pick<RepositoryRef, 'installationId' | 'id'>;
  query: string;
  variables: Record<string, unknown>;
  answer: z.ZodType<T>;
  writes: boolean;
}

export interface RestCall<T> {
  /** On behalf of a repository's installation, of a whole installation, or of the App itself. */
  as: { repository: Pick<RepositoryRef, 'installationId' | 'id'> } | { installationId: number } | 'app';
  route: string;
  parameters: Record<string, unknown>;
  answer: z.ZodType<T>;
}

/** One repository and no more than what the stages need (docs.github.com, "Permissions required for GitHub Apps"). */
const permissions = {
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  checks: 'write',
  metadata: 'read',
} as const;

const requestTimeout = 30_000;

type Fault = { status?: number; message: string; response?: { headers?: Record<string, string | undefined> } };

/** The connection of this App to one GitHub host. Tokens are made for one repository and held in memory only. */
export function connect(options: ConnectionOptions): Connection {
  const octokit = new Octokit({
    baseUrl: options.apiUrl,
    log: { ...options.log, debug: () => {}, info: () => {} } as never,
    userAgent: 'redfirst',
  });
  const auth = createAppAuth({ appId: options.appId, privateKey: options.privateKey, request: octokit.request });
  const gate = openGate(options.writeSpacing);

  const tokenFor = async (as: Exclude<RestCall<unknown>['as'], string>, refresh = false): Promise<string> => {
    const scope =
      'repository' in as
        ? { installationId: as.repository.installationId, repositoryIds: [as.repository.id], permissions }
        : as;
    const { token } = await auth({ type: 'installation', refresh, ...scope }).catch(error =>
      Promise.reject(failureOf(error, 'a request for a token')),
    );
    return token;
  };
  const authorization = async (as: RestCall<unknown>['as'], refresh: boolean) =>
    as === 'app' ? `bearer ${(await auth({ type: 'app' })).token}` : `token ${await tokenFor(as, refresh)}`;

  const send = async (
    as: RestCall<unknown>['as'],
    route: string,
    parameters: Record<string, unknown>,
    writes: boolean,
  ) => {
    const installation = as === 'app' ? 0 : 'repository' in as ? as.repository.installationId : as.installationId;
    const attempt = async (refresh: boolean) =>
      octokit.request(route, {
        ...parameters,
        headers: { authorization: await authorization(as, refresh) },
        request: { signal: AbortSignal.timeout(requestTimeout) },
      });
    return gate.pass({ installation, writes }, async () => {
      try {
        return await attempt(false);
      } catch (error) {
        if ((error as Fault).status !== 401) throw failureOf(error, route);
        return attempt(true).catch(again => Promise.reject(failureOf(again, route)));
      }
    });
  };
  return {
    options,
    token: repository => tokenFor({ repository }),
    rest: async call => parsed(call.answer, (await send(call.as, call.route, call.parameters, false)).data, call.route),
    graphql: async call => {
      const what = /^(?:query|mutation) (\w+)/.exec(call.query)?.[1] ?? 'a query';
      const url = options.apiUrl.replace(/\/v3$/, '');
      const parameters = { baseUrl: url, query: call.query, variables: call.variables };
      const { data } = await send({ repository: call.repository }, 'POST /graphql', parameters, call.writes);
      const { errors } = data as { errors?: { type?: string; message: string }[] };
      if (errors?.length) throw failureOfGraphql(errors, what);
      return parsed(call.answer, (data as { data: unknown }).data, what);
    },
  };
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Failure(
    `GitHub's answer to ${what} is not of the documented shape at ${issue?.path.join('.')}: ${issue?.message}`,
    {
      source: 'github',
      reason: 'malformed',
      retryable: true,
    },
  );
}

function failureOf(error: unknown, what: string): Failure {
  if (error instanceof Failure) return error;
  const fault = error as Fault;
  const headers = fault.response?.headers ?? {};
  const answered = fault.response !== undefined && fault.status !== undefined;
  if (answered) return failureOfStatus({ status: fault.status ?? 0, headers, message: fault.message }, what);
  return new Failure(
    `GitHub could not be reached for ${what}: ${fault.message}`,
    { source: 'github', reason: 'unreachable', retryable: true },
    error,
  );
}
