import type { Account, Comment, Issue, IssueEvent, Label, Reaction, ReactionContent } from '../../entities.ts';
import { isPull, reactionContents } from '../../entities.ts';
import { associationOf, commentPage, issuePage } from '../../present/issues.ts';
import { pageUrl } from '../../present/repositories.ts';
import { maybeTimestamp, timestamp } from '../../state.ts';
import { connection, type PageArgs } from '../connection.ts';
import type { GraphContext, TypeResolvers } from '../resolve.ts';

/** REST's names of reactions in GraphQL's words. */
export const reactionNames: Record<ReactionContent, string> = {
  '+1': 'THUMBS_UP',
  '-1': 'THUMBS_DOWN',
  laugh: 'LAUGH',
  confused: 'CONFUSED',
  heart: 'HEART',
  hooray: 'HOORAY',
  rocket: 'ROCKET',
  eyes: 'EYES',
};

type Subject = (Issue | Comment) & { reactions: Reaction[] };

const callerOf = ({ viewer }: GraphContext): Account | undefined =>
  viewer.kind === 'person' || viewer.kind === 'installation' ? viewer.account : undefined;

function reactionGroups(subject: Subject, context: GraphContext) {
  const caller = callerOf(context);
  return reactionContents.map(content => {
    const reactions = subject.reactions.filter(reaction => reaction.content === content);
    return {
      content: reactionNames[content],
      createdAt: maybeTimestamp(reactions[0]?.createdAt),
      viewerHasReacted: reactions.some(reaction => reaction.user === caller),
      reactors: () => ({ totalCount: reactions.length }),
      subject,
    };
  });
}

const written: TypeResolvers<Issue | Comment> = {
  id: subject => subject.nodeId,
  databaseId: subject => (subject.kind === 'PullRequest' ? subject.pull?.id : subject.id),
  createdAt: subject => timestamp(subject.createdAt),
  publishedAt: subject => timestamp(subject.createdAt),
  updatedAt: subject => timestamp(subject.updatedAt),
  lastEditedAt: subject => maybeTimestamp(subject.lastEditedAt),
  includesCreatedEdit: subject => subject.lastEditedAt !== null,
  createdViaEmail: () => false,
  editor: subject => subject.editor,
  viewerDidAuthor: (subject, _, context) => subject.author === callerOf(context),
  reactionGroups: (subject, _, context) => reactionGroups(subject, context),
};

/** Fields that issues and pull requests share. */
export const issueFields: TypeResolvers<Issue> = {
  ...(written as TypeResolvers<Issue>),
  authorAssociation: issue => associationOf(issue.repository, issue.author),
  closed: issue => issue.state === 'closed',
  closedAt: issue => maybeTimestamp(issue.closedAt),
  url: (issue, _, { state }) => issuePage(state, issue),
  resourcePath: (issue, _, { state }) => issuePage(state, issue).slice(state.url.length),
  labels: (issue, args: PageArgs) => connection('labels', issue.labels, args),
  comments: (issue, args: PageArgs) => connection('comments', issue.comments, args),
  timelineItems: (issue, args: PageArgs & { itemTypes?: string[] | null }) => {
    const items = issue.events
      .filter(event => args.itemTypes?.includes(enumOf(event.kind)) ?? true)
      .map(event => ({ ...event, labelable: issue }));
    return connection('timelineItems', items, args);
  },
};

/** `LabeledEvent` is `LABELED_EVENT` among the item types. */
const enumOf = (kind: string) => kind.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

const issue: TypeResolvers<Issue> = {
  ...issueFields,
  state: subject => subject.state.toUpperCase(),
  stateReason: subject => subject.stateReason?.toUpperCase() ?? null,
};

const comment: TypeResolvers<Comment> = {
  ...(written as TypeResolvers<Comment>),
  fullDatabaseId: subject => String(subject.id),
  authorAssociation: subject => associationOf(subject.issue.repository, subject.author),
  isMinimized: () => false,
  pullRequest: subject => (isPull(subject.issue) ? subject.issue : null),
  repository: subject => subject.issue.repository,
  url: (subject, _, { state }) => commentPage(state, subject),
  resourcePath: (subject, _, { state }) => commentPage(state, subject).slice(state.url.length),
};

const label: TypeResolvers<Label> = {
  id: subject => subject.nodeId,
  isDefault: () => false,
  url: (subject, _, { state }) => `${pageUrl(state, subject.repository)}/labels/${encodeURIComponent(subject.name)}`,
  resourcePath: subject => `/${subject.repository.owner.login}/${subject.repository.name}/labels/${subject.name}`,
};

const event: TypeResolvers<IssueEvent> = {
  id: subject => subject.nodeId,
  createdAt: subject => timestamp(subject.createdAt),
};

const reaction: TypeResolvers<Reaction> = {
  id: subject => subject.nodeId,
  databaseId: subject => subject.id,
  content: subject => reactionNames[subject.content],
  createdAt: subject => timestamp(subject.createdAt),
  user: subject => (subject.user.kind === 'User' ? subject.user : null),
};

/** Issues and what hangs on them. */
export const issueTypes = {
  Issue: issue,
  IssueComment: comment,
  Label: label,
  Reaction: reaction,
  LabeledEvent: event,
  UnlabeledEvent: event,
  ClosedEvent: event,
  ReopenedEvent: event,
  RenamedTitleEvent: event,
};
