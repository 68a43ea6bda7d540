import { closeIssue, editIssue, reopenIssue } from '../../actions/issues.ts';
import { openPull, setDraft } from '../../actions/pulls.ts';
import { actorOf } from '../../auth/viewer.ts';
import type { Pull, Repository } from '../../entities.ts';
import { exclusively } from '../../git/lock.ts';
import { storedNode } from '../nodes.ts';
import { requirePermitted } from '../permitted.ts';
import type { GraphContext } from '../resolve.ts';
import type { Mutation } from './mutation.ts';

function pullById(context: GraphContext, id: string): Pull {
  const pull = storedNode(context, id, ['PullRequest']) as Pull;
  requirePermitted(context, pull.repository, 'writePulls');
  return pull;
}

interface CreateInput {
  repositoryId: string;
  title: string;
  body?: string;
  headRefName: string;
  baseRefName: string;
  draft?: boolean;
}

const createPullRequest: Mutation<CreateInput> = async (input, context) => {
  const repository = storedNode(context, input.repositoryId, ['Repository']) as Repository;
  requirePermitted(context, repository, 'writePulls');
  const { title, body = '', headRefName: head, baseRefName: base, draft: isDraft = false } = input;
  const wanted = { repository, author: actorOf(context.viewer), title, body: body ?? '', head, base, isDraft };
  return { pullRequest: await exclusively(repository.directory, () => openPull(context.state, wanted)) };
};

interface UpdateInput {
  pullRequestId: string;
  title?: string;
  body?: string;
  state?: 'OPEN' | 'CLOSED';
}

const updatePullRequest: Mutation<UpdateInput> = async ({ pullRequestId, title, body, state }, context) => {
  const pull = pullById(context, pullRequestId);
  const actor = actorOf(context.viewer);
  await editIssue(context.state, { issue: pull, actor, title: title ?? undefined, body: body ?? undefined });
  if (state === 'CLOSED') await closeIssue(context.state, { issue: pull, actor });
  if (state === 'OPEN') await reopenIssue(context.state, { issue: pull, actor });
  return { pullRequest: pull };
};

function drafting(isDraft: boolean): Mutation<{ pullRequestId: string }> {
  return async ({ pullRequestId }, context) => {
    const pull = pullById(context, pullRequestId);
    await setDraft(context.state, { pull, isDraft, actor: actorOf(context.viewer) });
    return { pullRequest: pull };
  };
}

function opening(change: typeof closeIssue | typeof reopenIssue): Mutation<{ pullRequestId: string }> {
  return async ({ pullRequestId }, context) => {
    const pull = pullById(context, pullRequestId);
    await change(context.state, { issue: pull, actor: actorOf(context.viewer) });
    return { pullRequest: pull };
  };
}

/** Mutations of pull requests. */
export const pullMutations = {
  createPullRequest,
  updatePullRequest,
  markPullRequestReadyForReview: drafting(false),
  convertPullRequestToDraft: drafting(true),
  closePullRequest: opening(closeIssue),
  reopenPullRequest: opening(reopenIssue),
};
