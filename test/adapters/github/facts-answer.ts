import { gitHubReader } from '../../../src/adapters/github/reader.ts';
import type { StageName } from '../../../src/domain/stage.ts';
import { formatTrailers } from '../../../src/domain/trailer.ts';
import { oidOf } from '../../builders.ts';
import { connectionWith, feature, serveGraphql, serveTokens } from './host.ts';

export const botEmail = '99+redfirst[bot]@users.noreply.github.com';
export const writer = { __typename: 'User', login: 'writer', databaseId: 11 };
/** GraphQL writes a bot's login without `[bot]` where it is an actor. */
export const ourBot = { __typename: 'Bot', login: 'redfirst', databaseId: 99 };

const signature = { isValid: true, wasSignedByGitHub: true };

/** A commit of this App for issue 7, as GitHub answers it. */
export function ownCommit(letter: string, stage: StageName, over: object = {}) {
  return {
    oid: oidOf(letter),
    message: `docs: x\n\n${formatTrailers({ stage, issue: 7 })}`,
    authoredDate: '2026-02-01T10:00:00Z',
    author: { email: botEmail },
    signature,
    checkSuites: { nodes: [] },
    ...over,
  };
}

export function personCommit(letter: string, over: object = {}) {
  return {
    ...ownCommit(letter, 'plan'),
    message: 'fix: by hand',
    author: { email: 'w@acme.org' },
    signature: null,
    ...over,
  };
}

export function checkRun(name: string, conclusion: string | null, over: object = {}) {
  const startedAt = '2026-02-01T10:00:00Z';
  return {
    id: `CR_${name}`,
    name,
    conclusion,
    startedAt,
    completedAt: conclusion && startedAt,
    externalId: 'e',
    ...over,
  };
}

export const suiteOf = (...runs: object[]) => ({
  checkSuites: { nodes: [{ status: 'COMPLETED', checkRuns: { nodes: runs } }] },
});

let lastComment = 3_000_000_000;

/** A comment of today: its id has more than 31 bits. */
export function commentAnswer(body: string, over: object = {}) {
  lastComment += 1;
  return {
    id: `IC_${lastComment}`,
    fullDatabaseId: String(lastComment),
    body,
    createdAt: '2026-02-01T10:00:00Z',
    includesCreatedEdit: false,
    viewerDidAuthor: false,
    author: writer,
    reactionGroups: [
      { content: 'THUMBS_UP', viewerHasReacted: false },
      { content: 'EYES', viewerHasReacted: false },
    ],
    ...over,
  };
}

export function pullAnswer(over: object = {}) {
  return {
    id: 'PR_8',
    number: 8,
    state: 'OPEN',
    isDraft: true,
    merged: false,
    title: 'feat: x',
    body: 'Closes #7',
    url: 'https://github.com/acme/shelf/pull/8',
    baseRefName: 'develop',
    headRefName: 'tdd/7-x',
    author: { __typename: 'Bot', login: 'redfirst', databaseId: 99 },
    comments: { nodes: [] },
    ...over,
  };
}

interface RefOver {
  name?: string;
  pulls?: object[];
  hasNextPage?: boolean;
}

/** A branch with its commits, newest first. */
export function refAnswer(
  commits: { oid: string }[],
  { name = 'tdd/7-x', pulls = [], hasNextPage = false }: RefOver = {},
) {
  const pageInfo = { hasNextPage, endCursor: hasNextPage ? 'commits' : null };
  return {
    name,
    target: { oid: commits[0]?.oid ?? oidOf('0'), history: { pageInfo, nodes: commits } },
    associatedPullRequests: { nodes: pulls },
  };
}

export interface IssueOver {
  earliest?: object[];
  comments?: object[];
  totalCount?: number;
  timeline?: object[];
  over?: object;
}

export function issueAnswer({ earliest = [], comments = [], totalCount, timeline = [], over = {} }: IssueOver = {}) {
  return {
    id: 'I_7',
    number: 7,
    title: 'X',
    body: 'So that y.',
    state: 'OPEN',
    locked: false,
    labels: { nodes: [{ id: 'LA_1', name: 'tdd-feature' }] },
    timelineItems: { nodes: timeline },
    earliest: { nodes: earliest.length > 0 ? earliest : comments.slice(0, 20) },
    comments: {
      totalCount: totalCount ?? comments.length,
      pageInfo: { hasPreviousPage: totalCount !== undefined, startCursor: 'comments' },
      nodes: comments,
    },
    ...over,
  };
}

const mainRef = { name: 'main', target: { oid: oidOf('0') } };

/** GitHub's answer to the facts query: an issue on which nothing has happened, with what is given instead. */
export function factsAnswer(over: object = {}) {
  return {
    viewer: { login: 'redfirst[bot]', databaseId: 99 },
    repository: {
      id: 'R_2',
      databaseId: 2,
      name: 'shelf',
      isArchived: false,
      isEmpty: false,
      owner: { login: 'acme' },
      defaultBranchRef: mainRef,
      develop: null,
      config: null,
      issue: issueAnswer(),
      refs: { nodes: [] },
      ...over,
    },
  };
}

/** The facts that are read from these answers, one after the other, and the requests that were made for them. */
export async function factsFrom(...answers: object[]) {
  serveTokens();
  const requests = serveGraphql(...answers.map((data): [number, unknown] => [200, { data }]));
  const facts = await gitHubReader(connectionWith().connection).readFacts(feature);
  return { facts, requests };
}
