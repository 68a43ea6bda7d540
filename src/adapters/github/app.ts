import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { malformed } from './failures.ts';
import type { HttpOptions } from './http.ts';
import { failureOf, octokitOptions } from './http.ts';

/** Whom a token speaks for: one repository, or a whole installation where every repository is looked through. */
export type TokenScope = { repository: { installationId: number; id: number } } | { installationId: number };

/** No more than what the stages need (docs.github.com, "Permissions required for GitHub Apps"). */
const permissions = {
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  checks: 'write',
  metadata: 'read',
} as const;

/** What looking through an installation needs. */
const readPermissions = { contents: 'read', issues: 'read', pull_requests: 'read', metadata: 'read' } as const;

const Token = z.object({ token: z.string().regex(/^[!-~]+$/) });

export interface App {
  /** What the App asks in its own name. The JWT is made anew with GitHub's time when our clock is wrong. */
  readonly octokit: Octokit;
  /** An installation token, from memory while it lasts unless it is to be refreshed. */
  token(scope: TokenScope, refresh?: boolean): Promise<string>;
}

/** The App itself: the only part that holds the private key. Tokens stay in memory. */
export function openApp(options: HttpOptions & { appId: number; privateKey: string }): App {
  const { appId, privateKey } = options;
  const octokit = new Octokit({
    ...octokitOptions(options),
    authStrategy: createAppAuth,
    auth: { appId, privateKey },
  });
  octokit.hook.after('request', ({ data }, { url }) => {
    if (url.endsWith('/access_tokens') && !Token.safeParse(data).success) throw malformed(asking, 'it holds no token');
  });
  return {
    octokit,
    token: async (scope, refresh = false) => {
      const answer = await octokit
        .auth({ type: 'installation', refresh, ...parametersOf(scope) })
        .catch(error => Promise.reject(failureOfToken(error)));
      return Token.parse(answer).token;
    },
  };
}

const asking = 'a request for a token';

function parametersOf(scope: TokenScope) {
  if (!('repository' in scope)) return { installationId: scope.installationId, permissions: readPermissions };
  const { installationId, id } = scope.repository;
  return { installationId, repositoryIds: [id], permissions };
}

/**
 * 422 tells that the repository has left the installation, or that the App was not granted what it asks for (REST API,
 * "Create an installation access token for an app").
 */
function failureOfToken(error: unknown): Failure {
  const failure = failureOf(error, asking);
  if (failure.reason !== 'rejected') return failure;
  const reason = /permission/i.test(failure.message) ? 'denied' : 'gone';
  return new Failure(failure.message, { source: 'github', reason, retryable: false });
}
