import type { CheckFacts, CommentFacts, Facts } from '../src/domain/facts.ts';
import { checkNames } from '../src/domain/outcome.ts';
import type { ProposalFacts, ProposedCommit } from '../src/domain/proposal.ts';
import type { StageName } from '../src/domain/stage.ts';
import { formatTrailers } from '../src/domain/trailer.ts';

export const writer = { id: 11, login: 'writer', kind: 'user' } as const;
export const self = { id: 99, login: 'redfirst[bot]', kind: 'bot', appId: 7 } as const;
export const oidOf = (letter: string) => letter.repeat(40);

/** A labelled issue on which nothing has happened yet. */
export function facts(over: Partial<Facts> = {}): Facts {
  return {
    self,
    repository: {
      installationId: 1,
      id: 2,
      owner: 'acme',
      name: 'shelf',
      nodeId: 'R_2',
      cloneUrl: 'http://localhost/acme/shelf.git',
      defaultBranch: 'main',
      isArchived: false,
      isEmpty: false,
    },
    base: { name: 'main', oid: oidOf('0') },
    config: undefined,
    issue: {
      number: 5,
      nodeId: 'I_5',
      title: 'Mark a book as favourite',
      body: 'So that I find it again.',
      isOpen: true,
      isLocked: false,
      labels: [{ name: 'tdd-feature', nodeId: 'L_1' }],
      labelings: [{ label: 'tdd-feature', actor: writer, at: '2026-01-01T00:00:00Z' }],
    },
    comments: [],
    branch: undefined,
    pull: undefined,
    checks: [],
    ...over,
  };
}

let lastComment = 100;

export function comment(body: string, over: Partial<CommentFacts> = {}): CommentFacts {
  lastComment += 1;
  return {
    id: lastComment,
    nodeId: `IC_${lastComment}`,
    author: writer,
    isOurs: false,
    body,
    createdAt: '2026-01-02T00:00:00Z',
    wasEdited: false,
    on: 'issue',
    reactions: [],
    ...over,
  };
}

export interface BranchCommit {
  stage?: StageName;
  letter: string;
  spec?: string;
  comment?: string;
}

/** The feature branch with our commits (those with a stage) and people's (those without). */
export function branchOf(...commits: BranchCommit[]): NonNullable<Facts['branch']> {
  const made = commits.map(({ stage, letter, spec, comment: id }) => ({
    oid: oidOf(letter),
    message: stage
      ? `x: y\n\n${formatTrailers({ stage, issue: 5, ...(spec && { spec }), ...(id && { comment: id }) })}`
      : 'fix: by hand',
    isOurs: stage !== undefined,
    authoredAt: '2026-01-02T00:00:00Z',
  }));
  return { name: 'tdd/5-mark-a-book-as-favourite', oid: made.at(-1)?.oid ?? '', commits: made };
}

export function pullOf(over: Partial<NonNullable<Facts['pull']>> = {}): NonNullable<Facts['pull']> {
  return {
    number: 6,
    nodeId: 'PR_6',
    isOpen: true,
    isMerged: false,
    isDraft: true,
    base: 'main',
    title: '',
    body: '',
    url: '',
    author: self,
    ...over,
  };
}

export function checksOn(
  letter: string,
  conclusion: 'success' | 'failure' = 'success',
  names: readonly string[] = checkNames,
): CheckFacts[] {
  return names.map(name => ({ nodeId: '', name, headOid: oidOf(letter), conclusion, externalId: '' }));
}

/** A pull request of people, labelled by one who may write; its last commit is its head. */
export function proposal(commits: ProposedCommit[], over: Partial<ProposalFacts> = {}): ProposalFacts {
  const { repository } = facts();
  return {
    repository,
    config: undefined,
    pull: {
      number: 8,
      nodeId: 'PR_8',
      isOpen: true,
      isMerged: false,
      isDraft: false,
      base: 'main',
      title: 'Triple',
      body: '',
      url: '',
      author: writer,
      headName: 'triple',
      headOid: commits.at(-1)?.oid ?? '',
      isFork: false,
      labels: ['tdd-feature'],
      labelings: [{ label: 'tdd-feature', actor: writer, at: '2026-01-01T00:00:00Z' }],
    },
    comments: [],
    commits,
    commitCount: commits.length,
    queued: [],
    checks: [],
    ...over,
  };
}
