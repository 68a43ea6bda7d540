import type { Actor } from '../../domain/actor.ts';
import type {
  CheckFacts,
  CommentFacts,
  CommitFacts,
  Facts,
  IssueFacts,
  PullFacts,
  Reaction,
} from '../../domain/facts.ts';
import type { Feature } from '../../domain/feature.ts';
import { branchPrefix } from '../../domain/feature.ts';
import { parseTrailers } from '../../domain/trailer.ts';
import type { CommentAnswer, FactsAnswer, RefAnswer } from './answers.ts';

type Repository = NonNullable<FactsAnswer['repository']>;
type Issue = NonNullable<Repository['issue']>;

interface Self {
  appId: number;
  gitUrl: string;
}

/** GitHub's answer in our words; nothing when the issue or the repository is gone. */
export function factsOf(answer: FactsAnswer, feature: Feature, self: Self): Facts | undefined {
  const { viewer, repository } = answer;
  if (!repository?.issue) return undefined;
  const botEmail = `${viewer.databaseId}+${viewer.login}@users.noreply.github.com`;
  const ref = newestBranch(repository, feature.issue);
  const pull = ref && newestPull(ref);
  const base = repository.develop ?? repository.defaultBranchRef;
  return {
    self: { id: viewer.databaseId ?? 0, login: viewer.login, kind: 'bot', appId: self.appId },
    repository: {
      installationId: feature.repository.installationId,
      id: repository.databaseId,
      owner: repository.owner.login,
      name: repository.name,
      nodeId: repository.id,
      cloneUrl: `${self.gitUrl}/${repository.owner.login}/${repository.name}.git`,
      defaultBranch: repository.defaultBranchRef?.name ?? '',
      isArchived: repository.isArchived,
      isEmpty: repository.isEmpty,
    },
    base: { name: base?.name ?? '', oid: base?.target?.oid ?? '' },
    config: repository.config?.text ?? undefined,
    issue: issueOf(repository.issue),
    comments: [
      ...present(repository.issue.comments.nodes).map(comment => commentOf(comment, 'issue')),
      ...present(pull?.comments.nodes).map(comment => commentOf(comment, 'pull')),
    ].sort((left, right) => left.createdAt.localeCompare(right.createdAt) || left.id - right.id),
    branch: ref && { name: `tdd/${ref.name}`, oid: ref.target.oid, commits: commitsOf(ref, botEmail) },
    pull: pull && pullOf(pull),
    checks: ref ? checksOf(ref) : [],
  };
}

const present = <T>(nodes: readonly (T | null)[] | null | undefined): T[] =>
  (nodes ?? []).filter(node => node !== null) as T[];

function newestBranch(repository: Repository, issue: number): RefAnswer | undefined {
  const prefix = branchPrefix(issue).slice('tdd/'.length);
  return present(repository.refs?.nodes).find(ref => ref.name.startsWith(prefix));
}

function newestPull(ref: RefAnswer) {
  const pulls = present(ref.associatedPullRequests.nodes).filter(pull => pull.headRefName === `tdd/${ref.name}`);
  return pulls.find(pull => pull.state === 'OPEN') ?? pulls.at(-1);
}

function actorOf(actor: CommentAnswer['author']): Actor | undefined {
  if (!actor?.databaseId) return undefined;
  return { id: actor.databaseId, login: actor.login, kind: actor.__typename === 'User' ? 'user' : 'bot' };
}

function issueOf(issue: Issue): IssueFacts {
  return {
    number: issue.number,
    nodeId: issue.id,
    title: issue.title,
    body: issue.body,
    isOpen: issue.state === 'OPEN',
    isLocked: issue.locked,
    labels: present(issue.labels?.nodes).map(({ id, name }) => ({ name, nodeId: id })),
    labelings: present(issue.timelineItems.nodes).flatMap(({ label, actor, createdAt }) => {
      const by = actorOf(actor);
      return by ? [{ label: label.name, actor: by, at: createdAt }] : [];
    }),
  };
}

const ours: Reaction[] = ['EYES', 'THUMBS_UP', 'THUMBS_DOWN', 'CONFUSED'];

function commentOf(comment: CommentAnswer, on: 'issue' | 'pull'): CommentFacts {
  const groups = comment.reactionGroups ?? [];
  return {
    id: comment.databaseId ?? 0,
    nodeId: comment.id,
    author: actorOf(comment.author),
    isOurs: comment.viewerDidAuthor,
    body: comment.body,
    createdAt: comment.createdAt,
    wasEdited: comment.includesCreatedEdit,
    on,
    reactions: ours.filter(content => groups.some(group => group.content === content && group.viewerHasReacted)),
  };
}

/** From the plan's commit on: what lies before it belongs to the base. Oldest first. */
function commitsOf(ref: RefAnswer, botEmail: string): CommitFacts[] {
  const history = present(ref.target.history?.nodes).map(commit => ({
    oid: commit.oid,
    message: commit.message,
    authoredAt: commit.authoredDate,
    isOurs:
      Boolean(commit.signature?.isValid && commit.signature.wasSignedByGitHub) && commit.author?.email === botEmail,
  }));
  const plan = history.findLastIndex(commit => commit.isOurs && parseTrailers(commit.message)?.stage === 'plan');
  return history.slice(0, plan + 1).reverse();
}

function pullOf(pull: NonNullable<ReturnType<typeof newestPull>>): PullFacts {
  return {
    number: pull.number,
    nodeId: pull.id,
    isOpen: pull.state === 'OPEN',
    isMerged: pull.merged,
    isDraft: pull.isDraft,
    base: pull.baseRefName,
    title: pull.title,
    body: pull.body,
    url: pull.url,
  };
}

function checksOf(ref: RefAnswer): CheckFacts[] {
  return present(ref.target.recent?.nodes).flatMap(commit =>
    present(commit.checkSuites?.nodes).flatMap(suite =>
      present(suite.checkRuns?.nodes).map(run => ({
        nodeId: run.id,
        name: run.name,
        headOid: commit.oid,
        conclusion:
          run.conclusion === 'SUCCESS' ? ('success' as const) : run.conclusion ? ('failure' as const) : undefined,
        externalId: run.externalId ?? '',
      })),
    ),
  );
}
