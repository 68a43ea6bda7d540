import type { Account, CheckRun, CheckSuite, Comment, Issue, Label, Pull, Repository } from '../entities.ts';
import { fullName } from '../entities.ts';
import { isAncestor } from '../git/diff.ts';
import { listCommits } from '../git/objects.ts';
import { zeroOid } from '../git/refs.ts';
import type { Installation } from '../installations.ts';
import { installationOf } from '../lookup.ts';
import { presentAccount } from '../present/accounts.ts';
import { presentInstallation } from '../present/apps.ts';
import { presentCheckRun, presentHookSuite, presentSuite } from '../present/checks.ts';
import { presentPushedCommit } from '../present/commits.ts';
import { presentComment, presentIssue, presentLabel } from '../present/issues.ts';
import { presentFullPull } from '../present/pulls.ts';
import { pageUrl, presentRepository } from '../present/repositories.ts';
import type { State } from '../state.ts';
import { type Hook, sendHook } from './send.ts';

/** What every event of a repository says about where and by whom. */
function context(state: State, repository: Repository, sender: Account) {
  const installation = installationOf(state, repository);
  return {
    repository: presentRepository(state, repository),
    sender: presentAccount(state, sender),
    ...(installation && {
      installation: { id: installation.id, node_id: `MDIzOkludGVncmF0aW9u${installation.id}` },
    }),
  };
}

/** GitHub tells the App only of repositories on which it is installed and not suspended. */
function send(state: State, repository: Repository, hook: Hook): void {
  const installation = installationOf(state, repository);
  if (installation && !installation.suspendedAt) sendHook(state, hook);
}

/** `issues`, or the pull request's twin of it. */
export async function emitIssue(
  state: State,
  event: { action: string; issue: Issue; sender: Account; label?: Label; changes?: object },
): Promise<void> {
  const { action, issue, sender, label, changes } = event;
  const details = { ...(label && { label: presentLabel(state, label) }), ...(changes && { changes }) };
  if (issue.pull) return emitPull(state, { action, pull: issue as Pull, sender, details });
  const payload = {
    action,
    issue: presentIssue(state, issue),
    ...details,
    ...context(state, issue.repository, sender),
  };
  send(state, issue.repository, { event: 'issues', payload });
}

/** `issue_comment`, of issues and pull requests alike. */
export function emitComment(
  state: State,
  event: { action: string; comment: Comment; sender: Account; changes?: object },
): void {
  const { action, comment, sender, changes } = event;
  const { issue } = comment;
  const payload = {
    action,
    issue: presentIssue(state, issue),
    comment: presentComment(state, comment),
    ...(changes && { changes }),
    ...context(state, issue.repository, sender),
  };
  send(state, issue.repository, { event: 'issue_comment', payload });
}

/** `pull_request`. */
export async function emitPull(
  state: State,
  event: { action: string; pull: Pull; sender: Account; details?: object },
): Promise<void> {
  const { action, pull, sender, details } = event;
  const payload = {
    action,
    number: pull.number,
    pull_request: await presentFullPull(state, pull),
    ...details,
    ...context(state, pull.repository, sender),
  };
  send(state, pull.repository, { event: 'pull_request', payload });
}

/** `check_run`. */
export function emitCheckRun(
  state: State,
  event: { action: string; run: CheckRun; sender: Account; requested?: { identifier: string } },
): void {
  const { action, run, sender, requested } = event;
  const { repository } = run.suite;
  const payload = {
    action,
    check_run: { ...presentCheckRun(state, run), check_suite: presentHookSuite(state, run.suite) },
    ...(requested && { requested_action: requested }),
    ...context(state, repository, sender),
  };
  send(state, repository, { event: 'check_run', payload });
}

/** `check_suite`, of which only the App that owns the suite hears. */
export function emitCheckSuite(state: State, event: { action: string; suite: CheckSuite; sender: Account }): void {
  const { action, suite, sender } = event;
  const payload = { action, check_suite: presentSuite(state, suite), ...context(state, suite.repository, sender) };
  send(state, suite.repository, { event: 'check_suite', payload });
}

/** `merge_group`, when the queue wants checks on what it merged. */
export function emitMergeGroup(state: State, event: { pull: Pull; ref: string; oid: string; sender: Account }): void {
  const { pull, ref, oid, sender } = event;
  const { base, baseOid } = pull.pull;
  const group = { head_sha: oid, head_ref: ref, base_sha: baseOid, base_ref: `refs/heads/${base}` };
  const payload = {
    action: 'checks_requested',
    merge_group: { ...group, head_commit: null },
    ...context(state, pull.repository, sender),
  };
  send(state, pull.repository, { event: 'merge_group', payload });
}

/** `push`, for a branch or tag that was made, moved or deleted. */
export async function emitPush(
  state: State,
  event: { repository: Repository; ref: string; before: string; after: string; sender: Account },
): Promise<void> {
  const { repository, ref, before, after, sender } = event;
  const [created, deleted] = [before === zeroOid, after === zeroOid];
  const isForced = !created && !deleted && !(await isAncestor(repository.directory, before, after));
  const range = created ? [after, '--not', `refs/heads/${repository.defaultBranch}`] : [`${before}..${after}`];
  const found = deleted ? [] : await listCommits(repository.directory, range, 20);
  const commits = await Promise.all(found.reverse().map(commit => presentPushedCommit(state, repository, commit)));
  const [head] = deleted ? [] : await listCommits(repository.directory, [after], 1);
  const payload = {
    ref,
    before,
    after,
    created,
    deleted,
    forced: isForced,
    base_ref: null,
    compare: `${pageUrl(state, repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits,
    head_commit: head ? await presentPushedCommit(state, repository, head) : null,
    pusher: { name: sender.login, email: sender.email },
    ...context(state, repository, sender),
  };
  send(state, repository, { event: 'push', payload });
}

/** `installation.created`, or `installation_repositories.added` when only repositories came to it. */
export function emitInstallation(state: State, installation: Installation, added?: Repository[]): void {
  const short = (repository: Repository) => ({
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: fullName(repository),
    private: repository.isPrivate,
  });
  const sender = presentAccount(state, state.app.owner);
  const presented = presentInstallation(state, installation);
  const payload = added
    ? {
        action: 'added',
        installation: presented,
        repository_selection: 'selected',
        repositories_added: added.map(short),
        repositories_removed: [],
        requester: null,
        sender,
      }
    : { action: 'created', installation: presented, repositories: installation.repositories.map(short), sender };
  sendHook(state, { event: added ? 'installation_repositories' : 'installation', payload });
}
