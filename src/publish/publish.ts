import type { CheckFacts, CommentFacts, Facts, PullFacts, Reaction } from '../domain/facts.ts';
import { branchPrefix, slugOf } from '../domain/feature.ts';
import type { Answered, Check, CheckDraft, Outcome, PullDraft } from '../domain/outcome.ts';
import type { StatusState } from '../domain/status.ts';
import type { Announcement } from '../ports/github.ts';
import { draftOn } from './checks.ts';
import { commitMessage } from './commit-message.ts';
import { linksOf } from './links.ts';
import { draftPull } from './pull-body.ts';
import { replyTo, threadOf } from './reply-to.ts';
import { isShown, type Publisher } from './show-checks.ts';
import { findStatus, renderStatus } from './status-comment.ts';

/** An outcome and what it is laid over. */
export interface Publication {
  facts: Facts;
  outcome: Outcome;
  status: StatusState;
  /** Text of the repository's pull request template. */
  template: string | undefined;
  label: string;
  /** Commands that this outcome answers, with the reaction that says so. */
  answered: readonly Answered[];
  /** Progress that can be told with the next outcome: only the commit is written now. */
  isQuiet?: boolean;
}

/**
 * Makes GitHub show an outcome, and gives the facts as they are then. What is there already is not written again, so
 * that publishing twice, or after a crash half-way, changes nothing.
 */
export async function publish(publisher: Publisher, publication: Publication): Promise<Facts> {
  let { facts } = publication;
  if (publication.outcome.commit) facts = await publishCommit(publisher, { ...publication, facts });
  if (publication.outcome.pull && !facts.pull?.isOpen) facts = await openPull(publisher, { ...publication, facts });
  return publication.isQuiet ? facts : announce(publisher, { ...publication, facts });
}

async function publishCommit({ writer, fence }: Publisher, { facts, outcome }: Publication): Promise<Facts> {
  const { commit, stage } = outcome;
  if (!commit) return facts;
  const name = facts.branch?.name ?? branchPrefix(facts.issue.number) + slugOf(facts.issue.title);
  const message = commitMessage(commit, { stage, issue: facts.issue.number });
  await fence();
  const oid = await writer.commit({
    repository: facts.repository,
    branch: name,
    createFrom: facts.branch ? undefined : facts.base.oid,
    expectedHead: facts.branch?.oid ?? facts.base.oid,
    ...message,
    changes: commit.changes,
  });
  const made = {
    oid,
    message: `${message.headline}\n\n${message.body}`,
    isOurs: true,
    authoredAt: new Date().toISOString(),
  };
  return { ...facts, branch: { name, oid, commits: [...(facts.branch?.commits ?? []), made] } };
}

async function openPull({ writer, fence }: Publisher, { facts, outcome, template }: Publication): Promise<Facts> {
  if (!outcome.pull || !facts.branch) return facts;
  const draft = draftPull(outcome.pull, { issue: facts.issue.number, template, existing: undefined });
  await fence();
  const opened = await writer.openPull({
    repository: facts.repository,
    head: facts.branch.name,
    base: facts.base.name,
    draft,
  });
  const pull: PullFacts = {
    ...opened,
    isOpen: true,
    isMerged: false,
    isDraft: !draft.isReady,
    base: facts.base.name,
    title: draft.title,
    body: draft.body,
    author: facts.self,
  };
  return { ...facts, pull };
}

async function announce({ writer, fence }: Publisher, publication: Publication): Promise<Facts> {
  const { facts, outcome, answered, label } = publication;
  const head = facts.branch?.oid ?? '';
  const drafts = checksOf(outcome, head)
    .map(check => draftOn(head, check))
    .filter(draft => !isShown(facts.checks, head, draft));
  const pull = pullChange(publication);
  const status = statusChange(publication);
  const replies = answered.flatMap(({ comment, reply }) => (reply ? replyTo(threadOf(facts), comment, reply) : []));
  const labelled = facts.issue.labels.find(({ name }) => name === label);
  const announcement: Announcement = {
    repository: facts.repository,
    ...(drafts.length > 0 && { checks: { headOid: head, drafts } }),
    ...(pull && { pull }),
    ...(status && { status }),
    reactions: reactionsOf(publication),
    ...(replies.length > 0 && { replies }),
    ...(outcome.isFinal && labelled && { removeLabel: { issueId: facts.issue.nodeId, labelId: labelled.nodeId } }),
  };
  const { repository, reactions, ...writes } = announcement;
  if (Object.keys(writes).length === 0 && reactions?.length === 0) return facts;
  await fence();
  const written = await writer.announce(announcement);
  const isReplaced = (check: CheckFacts) => check.headOid === head && drafts.some(({ name }) => name === check.name);
  const reacted = new Map(answered.map(({ comment, reaction }) => [comment.nodeId, reaction]));
  const comments = facts.comments
    .map(comment => withReaction(comment, reacted.get(comment.nodeId)))
    .filter(comment => comment.id !== written?.id);
  return {
    ...facts,
    comments: written && status ? [...comments, { ...ownComment(facts), ...written, body: status.body }] : comments,
    checks: [...facts.checks.filter(check => !isReplaced(check)), ...drafts.map(draft => shownCheck(head, draft))],
    pull:
      facts.pull && pull
        ? { ...facts.pull, title: pull.draft.title, body: pull.draft.body, isDraft: !pull.draft.isReady }
        : facts.pull,
    issue: announcement.removeLabel
      ? { ...facts.issue, labels: facts.issue.labels.filter(({ name }) => name !== label) }
      : facts.issue,
  };
}

/** Red is proven before its commit is made, so the commit is named here where the check does not name one. */
function checksOf({ stage, checks = [] }: Outcome, head: string): Check[] {
  if (stage !== 'red') return checks;
  return checks.map(check => ({ ...check, facts: { 'red commit': head, ...check.facts } }));
}

/** 👀 on the issue goes with the first status comment; a command gets its own reaction once. */
function reactionsOf({ facts, answered }: Publication): NonNullable<Announcement['reactions']> {
  const first = findStatus(facts.comments) ? [] : [{ subjectId: facts.issue.nodeId, content: 'EYES' as const }];
  const commands = answered
    .filter(({ comment, reaction }) => !comment.reactions.includes(reaction))
    .map(({ comment, reaction }) => ({ subjectId: comment.nodeId, content: reaction }));
  return [...first, ...commands];
}

function withReaction(comment: CommentFacts, reaction: Reaction | undefined): CommentFacts {
  return reaction ? { ...comment, reactions: [...comment.reactions, reaction] } : comment;
}

function ownComment({ self }: Facts): CommentFacts {
  const createdAt = new Date().toISOString();
  return {
    id: 0,
    nodeId: '',
    author: self,
    isOurs: true,
    body: '',
    createdAt,
    wasEdited: false,
    on: 'issue',
    reactions: [],
  };
}

function statusChange({ facts, status, outcome }: Publication): Announcement['status'] {
  const ownHead = facts.branch?.commits.findLast(({ isOurs }) => isOurs)?.oid;
  const isAtWork = status.endedAt === undefined && outcome.stop?.holds !== false;
  const body = renderStatus({ ...status, ...(isAtWork && ownHead && { ownHead }) }, linksOf(facts));
  const existing = findStatus(facts.comments)?.comment;
  return existing?.body === body ? undefined : { subjectId: facts.issue.nodeId, existing, body };
}

function pullChange({
  facts,
  outcome,
  template,
}: Publication): { id: string; draft: PullDraft; wasReady: boolean } | undefined {
  if (!outcome.pull || !facts.pull) return undefined;
  const draft = draftPull(outcome.pull, { issue: facts.issue.number, template, existing: facts.pull.body });
  const same =
    draft.title === facts.pull.title && draft.body === facts.pull.body && draft.isReady === !facts.pull.isDraft;
  return same ? undefined : { id: facts.pull.nodeId, draft, wasReady: !facts.pull.isDraft };
}

function shownCheck(headOid: string, { name, conclusion, externalId, text }: CheckDraft): CheckFacts {
  return { nodeId: '', name, headOid, conclusion, externalId, ...(text && { text }) };
}
