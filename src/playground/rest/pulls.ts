import { closeIssue, editIssue, reopenIssue } from '../actions/issues.ts';
import { mergePull } from '../actions/merge-pull.ts';
import { openPull, retarget } from '../actions/pulls.ts';
import { actorOf } from '../auth/viewer.ts';
import { isPull, type Pull } from '../entities.ts';
import { diffFiles, mergeBase } from '../git/diff.ts';
import { exclusively } from '../git/lock.ts';
import { listCommits } from '../git/objects.ts';
import type { RepositoryRequest, Route } from '../http/api.ts';
import { created, list, ok } from '../http/api.ts';
import { presentCommit, presentFile } from '../present/commits.ts';
import { presentFullPull, presentPull } from '../present/pulls.ts';
import { notFound, Refusal } from '../refusal.ts';
import { issueOf } from './issues.ts';
import { needs } from './needs.ts';

function pullOf(request: RepositoryRequest): Pull {
  const issue = issueOf(request);
  if (!isPull(issue)) throw notFound();
  return issue;
}

function listAnswer(request: RepositoryRequest) {
  const { state, repository, query } = request;
  const wanted = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const found = repository.issues
    .filter(isPull)
    .filter(pull => wanted === 'all' || pull.state === wanted)
    .filter(pull => !head || head === `${repository.owner.login}:${pull.pull.head}`)
    .filter(pull => !base || base === pull.pull.base);
  const ordered = query.get('direction') === 'asc' ? found : found.toReversed();
  return list(request, ordered, pull => presentPull(state, pull));
}

interface PullBody {
  title?: string;
  body?: string | null;
  head?: string;
  base?: string;
  draft?: boolean;
  state?: 'open' | 'closed';
}

async function createAnswer({ state, repository, viewer, body }: RepositoryRequest) {
  const { title = '', body: text, head = '', base = '', draft = false } = body as PullBody;
  const author = actorOf(viewer);
  const wanted = { repository, author, title, body: text ?? '', head, base, isDraft: draft };
  const pull = await exclusively(repository.directory, () => openPull(state, wanted));
  return created(await presentFullPull(state, pull));
}

async function patchAnswer(request: RepositoryRequest) {
  const { state, viewer } = request;
  const { title, body, base, state: wanted } = request.body as PullBody;
  const issue = pullOf(request);
  const actor = actorOf(viewer);
  await editIssue(state, { issue, actor, title, body: body ?? undefined });
  if (base !== undefined) await retarget(state, { pull: issue, base, actor });
  if (wanted === 'closed') await closeIssue(state, { issue, actor });
  if (wanted === 'open') await reopenIssue(state, { issue, actor });
  return ok(await presentFullPull(state, issue));
}

async function filesAnswer(request: RepositoryRequest) {
  const { state, repository } = request;
  const { pull } = pullOf(request);
  const base = (await mergeBase(repository.directory, pull.baseOid, pull.headOid)) ?? pull.baseOid;
  const files = await diffFiles(repository.directory, base, pull.headOid);
  return list(request, files, file => presentFile(state, repository, { file, oid: pull.headOid }));
}

async function commitsAnswer(request: RepositoryRequest) {
  const { state, repository } = request;
  const { pull } = pullOf(request);
  const commits = await listCommits(repository.directory, [`${pull.baseOid}..${pull.headOid}`], 250);
  return list(request, commits.reverse(), commit => presentCommit(state, repository, commit));
}

async function mergeAnswer(request: RepositoryRequest) {
  const { state, viewer, repository } = request;
  const pull = pullOf(request);
  const { sha } = (request.body ?? {}) as { sha?: string };
  if (sha && sha !== pull.pull.headOid)
    throw new Refusal('CONFLICT', 'Head branch was modified. Review and try the merge again.');
  const oid = await exclusively(repository.directory, () => mergePull(state, { pull, actor: actorOf(viewer) }));
  return ok({ sha: oid, merged: true, message: 'Pull Request successfully merged' });
}

const one = '/repos/{owner}/{repo}/pulls/{pull_number}';

/** Pull requests. */
export const pullRoutes: Route[] = [
  { route: 'GET /repos/{owner}/{repo}/pulls', need: needs.readPulls, handle: listAnswer },
  { route: 'POST /repos/{owner}/{repo}/pulls', need: needs.openPulls, handle: createAnswer },
  {
    route: `GET ${one}`,
    need: needs.readPulls,
    handle: async request => ok(await presentFullPull(request.state, pullOf(request))),
  },
  { route: `PATCH ${one}`, need: needs.writePulls, handle: patchAnswer },
  { route: `GET ${one}/files`, need: needs.readPulls, handle: filesAnswer },
  { route: `GET ${one}/commits`, need: needs.readPulls, handle: commitsAnswer },
  { route: `PUT ${one}/merge`, need: needs.writeContents, handle: mergeAnswer },
];
