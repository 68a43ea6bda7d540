import { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { RepositoryRef } from '../../domain/feature.ts';
import type { TokenScope } from './app.ts';
import { openApp } from './app.ts';
import type { GraphqlError } from './failures.ts';
import { failureOfGraphql, malformed } from './failures.ts';
import type { Clock } from './gate.ts';
import { openGate, systemClock } from './gate.ts';
import { graphqlBase } from './hosts.ts';
import type { HttpOptions } from './http.ts';
import { failureOf, failureOfFresh, isUnauthorised, octokitOptions, timeoutOf } from './http.ts';

export interface ConnectionOptions extends HttpOptions {
  appId: number;
  privateKey: string;
  /** `https://github.com`, or the other host: where git fetches from. */
  gitUrl: string;
  /** Milliseconds between two writes of one installation; GitHub asks for a second. */
  writeSpacing: number;
  clock?: Clock;
}

/** What the reader and the writer call GitHub with. Every answer is checked; every fault is a {@link Failure}. */
export interface Connection {
  readonly options: ConnectionOptions;
  graphql<T>(call: GraphqlCall<T>): Promise<T>;
  rest<T>(call: RestCall<T>): Promise<T>;
  token(repository: Pick<RepositoryRef, 'installationId' | 'id'>): Promise<string>;
}

export interface GraphqlCall<T> {
  as: TokenScope;
  query: string;
  variables: Record<string, unknown>;
  answer: z.ZodType<T>;
  writes: boolean;
  /** Errors beside which the rest of the answer still stands; the fields they are about are null. */
  tolerates?: (error: GraphqlError) => boolean;
}

export interface RestCall<T> {
  /** On behalf of a repository's installation, of a whole installation, or of the App itself. */
  as: TokenScope | 'app';
  route: string;
  parameters: Record<string, unknown>;
  answer: z.ZodType<T>;
}

interface Request {
  as: TokenScope | 'app';
  route: string;
  parameters: Record<string, unknown>;
  what: string;
}

const Envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        type: z.string().nullish(),
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        extensions: z.object({ code: z.unknown() }).partial().nullish(),
      }),
    )
    .nullish(),
});

/** The connection of this App to one GitHub host. Tokens are made for one repository and held in memory only. */
export function connect(options: ConnectionOptions): Connection {
  const app = openApp(options);
  const octokit = new Octokit(octokitOptions(options));
  const gate = openGate({ writeSpacing: options.writeSpacing, clock: options.clock ?? systemClock });

  const send = async ({ as, route, parameters }: Request, refresh: boolean) => {
    if (as === 'app') return app.octokit.request(route, parameters);
    const signal = AbortSignal.timeout(timeoutOf(options));
    const headers = { authorization: `token ${await app.token(as, refresh)}` };
    return octokit.request(route, { ...parameters, headers, request: { signal } });
  };
  const exchange = async (request: Request) => {
    try {
      return await send(request, false);
    } catch (error) {
      if (request.as === 'app' || !isUnauthorised(error)) throw failureOf(error, request.what);
      return send(request, true).catch(again => Promise.reject(failureOfFresh(again, request.what)));
    }
  };

  return {
    options,
    token: repository =>
      gate.pass({ installation: repository.installationId, writes: false }, () => app.token({ repository })),
    rest: call =>
      gate.pass({ installation: installationOf(call.as), writes: false }, async () => {
        const { data } = await exchange({ ...call, what: call.route });
        return parsed(call.answer, data, call.route);
      }),
    graphql: call =>
      gate.pass({ installation: installationOf(call.as), writes: call.writes }, async () => {
        const what = /^(?:query|mutation) (\w+)/.exec(call.query)?.[1] ?? 'a query';
        const parameters = {
          baseUrl: graphqlBase(options.apiUrl),
          query: call.query,
          variables: call.variables,
        };
        const { data, headers } = await exchange({ as: call.as, route: 'POST /graphql', parameters, what });
        const envelope = parsed(Envelope, data, what);
        const errors = envelope.errors?.filter(error => !call.tolerates?.(error)) ?? [];
        if (errors.length > 0) throw failureOfGraphql({ errors, headers, what, writes: call.writes });
        return parsed(call.answer, envelope.data, what);
      }),
  };
}

/** The App's own requests have a lane of their own. */
function installationOf(as: TokenScope | 'app'): number {
  if (as === 'app') return 0;
  return 'repository' in as ? as.repository.installationId : as.installationId;
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw malformed(what, `${issue?.path.join('.') || 'at its root'}: ${issue?.message}`);
}
