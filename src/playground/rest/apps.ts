import { createToken, type TokenRequest } from '../auth/tokens.ts';
import type { ApiRequest, Route } from '../http/api.ts';
import { created, list, noContent, ok, pageOf } from '../http/api.ts';
import type { Installation } from '../installations.ts';
import { findRepository, installationOf } from '../lookup.ts';
import { presentApp, presentInstallation, presentToken } from '../present/apps.ts';
import { presentRepository } from '../present/repositories.ts';
import { notAccessible, notFound } from '../refusal.ts';

function installationById({ state, params }: ApiRequest): Installation {
  const installation = state.installations.find(other => other.id === Number(params['installation_id']));
  if (!installation) throw notFound();
  return installation;
}

function installationForRepository({ state, params }: ApiRequest): Installation {
  const repository = findRepository(state, params['owner'] ?? '', params['repo'] ?? '');
  const installation = repository && installationOf(state, repository);
  if (!installation) throw notFound();
  return installation;
}

function listInstalledRepositories(request: ApiRequest) {
  const { state, viewer } = request;
  if (viewer.kind !== 'installation') throw notAccessible();
  const all = viewer.token.repositories ?? viewer.token.installation.repositories;
  const { items, headers } = pageOf(request, all);
  const repositories = items.map(repository => presentRepository(state, repository));
  return { status: 200, headers, body: { total_count: all.length, repository_selection: 'selected', repositories } };
}

/** The App about itself and its installations. */
export const appRoutes: Route[] = [
  { route: 'GET /app', for: 'app', handle: ({ state }) => ok(presentApp(state)) },
  {
    route: 'GET /app/installations',
    for: 'app',
    handle: request =>
      list(request, request.state.installations, installation => presentInstallation(request.state, installation)),
  },
  {
    route: 'GET /app/installations/{installation_id}',
    for: 'app',
    handle: request => ok(presentInstallation(request.state, installationById(request))),
  },
  {
    route: 'POST /app/installations/{installation_id}/access_tokens',
    for: 'app',
    handle: request => {
      const asked = (request.body ?? {}) as TokenRequest;
      return created(presentToken(request.state, createToken(request.state, installationById(request), asked)));
    },
  },
  {
    route: 'GET /repos/{owner}/{repo}/installation',
    for: 'app',
    handle: request => ok(presentInstallation(request.state, installationForRepository(request))),
  },
  { route: 'GET /installation/repositories', for: 'installation', handle: listInstalledRepositories },
  {
    route: 'DELETE /installation/token',
    for: 'installation',
    handle: ({ state, viewer }) => {
      if (viewer.kind === 'installation') state.tokens.delete(viewer.token.token);
      return noContent();
    },
  },
];
