import { type CheckEdit, createCheckRun, rerequest, updateCheckRun } from '../actions/checks.ts';
import { actorOf } from '../auth/viewer.ts';
import type { Annotation, CheckAction, CheckRun, Conclusion } from '../entities.ts';
import type { RepositoryRequest, Route } from '../http/api.ts';
import { created, list, ok, pageOf } from '../http/api.ts';
import { presentAnnotation, presentCheckRun } from '../present/checks.ts';
import { notAccessible, notFound } from '../refusal.ts';
import { needs } from './needs.ts';
import { commitNamed } from './repositories.ts';

function runOf({ repository, params }: RepositoryRequest): CheckRun {
  const id = Number(params['check_run_id']);
  const run = repository.suites.flatMap(suite => suite.runs).find(other => other.id === id);
  if (!run) throw notFound();
  return run;
}

interface CheckBody {
  name?: string;
  head_sha?: string;
  status?: CheckRun['status'];
  conclusion?: Conclusion;
  external_id?: string;
  details_url?: string;
  started_at?: string;
  completed_at?: string;
  output?: { title?: string; summary: string; text?: string; annotations?: Partial<Annotation>[] };
  actions?: CheckAction[];
}

function completeAnnotation(given: Partial<Annotation>): Annotation {
  const absent = { start_column: null, end_column: null, title: null, raw_details: null };
  return { ...absent, ...given } as Annotation;
}

function editOf(body: CheckBody): CheckEdit {
  return {
    name: body.name,
    status: body.status,
    conclusion: body.conclusion,
    externalId: body.external_id,
    detailsUrl: body.details_url,
    startedAt: body.started_at,
    completedAt: body.completed_at,
    actions: body.actions,
    ...(body.output && {
      output: { ...body.output, annotations: (body.output.annotations ?? []).map(completeAnnotation) },
    }),
  };
}

async function createAnswer({ state, repository, body }: RepositoryRequest) {
  const draft = body as CheckBody;
  const headOid = await commitNamed(repository, draft.head_sha ?? '');
  const run = createCheckRun(state, { repository, headOid, name: draft.name ?? '', edit: editOf(draft) });
  return created(presentCheckRun(state, run));
}

function updateAnswer(request: RepositoryRequest) {
  const run = runOf(request);
  updateCheckRun(request.state, run, editOf((request.body ?? {}) as CheckBody));
  return ok(presentCheckRun(request.state, run));
}

/** The newest run of each name, unless all are asked for. */
async function listOfCommit(request: RepositoryRequest) {
  const { state, repository, params, query } = request;
  const oid = await commitNamed(repository, params['ref'] ?? '');
  const all = repository.suites.filter(suite => suite.headOid === oid).flatMap(suite => suite.runs);
  const isLatest = (run: CheckRun) => all.findLast(other => other.name === run.name) === run;
  const found = all
    .filter(run => query.get('filter') === 'all' || isLatest(run))
    .filter(run => !query.has('check_name') || run.name === query.get('check_name'))
    .filter(run => !query.has('status') || run.status === query.get('status'))
    .filter(() => !query.has('app_id') || Number(query.get('app_id')) === state.app.id);
  const { items, headers } = pageOf(request, found);
  const body = { total_count: found.length, check_runs: items.map(run => presentCheckRun(state, run)) };
  return { status: 200, body, headers };
}

function rerequestAnswer(request: RepositoryRequest) {
  const { state, viewer } = request;
  if (viewer.kind !== 'installation') throw notAccessible();
  rerequest(state, runOf(request), actorOf(viewer));
  return created({});
}

const one = '/repos/{owner}/{repo}/check-runs/{check_run_id}';

/** Check runs, which only an App may write. */
export const checkRoutes: Route[] = [
  { route: 'POST /repos/{owner}/{repo}/check-runs', need: needs.writeChecks, handle: createAnswer },
  {
    route: `GET ${one}`,
    need: needs.readChecks,
    handle: request => ok(presentCheckRun(request.state, runOf(request))),
  },
  { route: `PATCH ${one}`, need: needs.writeChecks, handle: updateAnswer },
  {
    route: `GET ${one}/annotations`,
    need: needs.readChecks,
    handle: request => {
      const run = runOf(request);
      return list(request, run.annotations, annotation => presentAnnotation(request.state, run, annotation));
    },
  },
  { route: `POST ${one}/rerequest`, need: needs.writeChecks, handle: rerequestAnswer },
  { route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs', need: needs.readChecks, handle: listOfCommit },
];
