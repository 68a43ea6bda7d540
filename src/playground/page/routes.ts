import { gitBytes } from '../git/run.ts';
import { notFound } from '../refusal.ts';
import {
  actOnCheck,
  actOnThread,
  changeLabels,
  createIssue,
  createPull,
  editFile,
  importRepository,
  orderFaultByForm,
  redeliverHook,
  rerunAll,
  setWebhook,
} from './forms.ts';
import { avatarSvg } from './parts.ts';
import { picture } from './pictures.ts';
import type { PageAnswer, PageRequest, RepositoryPage } from './request.ts';
import { runPage } from './views/checks.ts';
import { blobPage, rawFile, treePage } from './views/code.ts';
import { branchesPage, commitPage } from './views/commits.ts';
import { deliveriesPage, requestsPage } from './views/control.ts';
import { issuePage } from './views/issue.ts';
import { issuesPage, newIssuePage, newPullPage, pullsPage } from './views/issues.ts';
import { pullPage } from './views/pull.ts';
import { repositoriesPage } from './views/repositories.ts';

type Answering = PageAnswer | Promise<PageAnswer>;

/** A page or a form: a method, a path, and what answers it. */
export type PageRoute = { method: string; pattern: RegExp } & (
  | { ofRepository: false; handle(request: PageRequest): Answering }
  | { ofRepository: true; handle(request: RepositoryPage): Answering }
);

const plain = (route: string, handle: (request: PageRequest) => Answering): PageRoute => {
  const [method = '', path = ''] = route.split(' ');
  return { method, pattern: new RegExp(`^${path}$`), ofRepository: false, handle };
};

const inRepository = (route: string, handle: (request: RepositoryPage) => Answering): PageRoute => {
  const [method = '', path = ''] = route.split(' ');
  return { method, pattern: new RegExp(`^/(?<owner>[\\w.-]+)/(?<repo>[\\w.-]+)${path}$`), ofRepository: true, handle };
};

async function archive({ api: { state }, params }: PageRequest): Promise<PageAnswer> {
  const repository = state.repositories.find(other => other.id === Number(params['id']));
  if (!repository) throw notFound();
  const oid = params['oid'] ?? '';
  const prefix = `${repository.owner.login}-${repository.name}-${oid.slice(0, 7)}/`;
  const bytes = await gitBytes(repository.directory, ['archive', '--format=tar.gz', `--prefix=${prefix}`, oid]);
  return { kind: 'file', bytes, type: 'application/x-gzip' };
}

/** Every page and form. The first that fits answers. */
export const pageRoutes: readonly PageRoute[] = [
  plain('GET /', repositoriesPage),
  plain('GET /_playground/hooks', deliveriesPage),
  plain('GET /_playground/api', requestsPage),
  plain('GET /_playground/avatars/(?<id>\\d+)\\.svg', ({ api, params }) => ({
    kind: 'file',
    bytes: avatarSvg(api.state, Number(params['id'])),
    type: 'image/svg+xml',
  })),
  plain('GET /_playground/emoji/(?<code>[0-9a-f]+)\\.svg', ({ params }) => {
    const bytes = picture(params['code'] ?? '');
    if (!bytes) throw notFound();
    return { kind: 'file', bytes, type: 'image/svg+xml' };
  }),
  plain('GET /_playground/archive/(?<id>\\d+)/(?<oid>[0-9a-f]{40})\\.tar\\.gz', archive),
  plain('POST /_playground/import', importRepository),
  plain('POST /_playground/hooks/(?<id>\\d+)', redeliverHook),
  plain('POST /_playground/webhook', setWebhook),
  plain('POST /_playground/fault', orderFaultByForm),
  inRepository('GET /?', treePage),
  inRepository('GET /tree/(?<rest>.+?)/?', treePage),
  inRepository('GET /blob/(?<rest>.+)', blobPage),
  inRepository('POST /blob/(?<rest>.+)', editFile),
  inRepository('GET /raw/(?<rest>.+)', rawFile),
  inRepository('GET /branches', branchesPage),
  inRepository('GET /commit/(?<oid>[0-9a-f]+)', commitPage),
  inRepository('POST /commit/(?<oid>[0-9a-f]{40})', rerunAll),
  inRepository('GET /issues', issuesPage),
  inRepository('GET /issues/new', newIssuePage),
  inRepository('POST /issues/new', createIssue),
  inRepository('GET /issues/(?<number>\\d+)', issuePage),
  inRepository('GET /pulls', pullsPage),
  inRepository('GET /pulls/new', newPullPage),
  inRepository('POST /pulls/new', createPull),
  inRepository('GET /pull/(?<number>\\d+)(?:/(?<part>commits|checks|files))?', pullPage),
  inRepository('POST /(?:issues|pull)/(?<number>\\d+)', actOnThread),
  inRepository('POST /(?:issues|pull)/(?<number>\\d+)/labels', changeLabels),
  inRepository('GET /runs/(?<id>\\d+)', runPage),
  inRepository('POST /runs/(?<id>\\d+)', actOnCheck),
];
