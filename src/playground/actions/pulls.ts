import type { Account, Pull, Repository } from '../entities.ts';
import { isPull } from '../entities.ts';
import { countCommits } from '../git/objects.ts';
import { readRef } from '../git/refs.ts';
import { sourceOf } from '../lookup.ts';
import { invalid } from '../refusal.ts';
import { nextId, type State } from '../state.ts';
import { emitPull } from '../webhooks/events.ts';
import { newIssue } from './issues.ts';
import { bringHead, keepHead } from './pushes.ts';

export interface PullRequestDraft {
  repository: Repository;
  author: Account;
  title: string;
  body: string;
  head: string;
  base: string;
  isDraft: boolean;
}

const wrong = (message: string) => invalid({ resource: 'PullRequest', code: 'custom', message });

/** The repository and the branch that a head names: `branch`, or `login:branch` of that login's fork. */
function headOf(state: State, { repository, head }: PullRequestDraft): { source: Repository; head: string } {
  const [, login, branch = ''] = /^(?:([^:]+):)?(.+)$/.exec(head) ?? [];
  const isFork = (other: Repository) => other.forkedFrom === repository && other.owner.login === login;
  const source = login === undefined || login === repository.owner.login ? repository : state.repositories.find(isFork);
  if (!source) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  return { source, head: branch.replace(/^refs\/heads\//, '') };
}

/** Somebody opens a pull request, from a branch of the repository or of a fork of it. */
export async function openPull(state: State, draft: PullRequestDraft): Promise<Pull> {
  const { repository, author } = draft;
  const { source, head } = headOf(state, draft);
  const base = draft.base.replace(/^refs\/heads\//, '');
  const headOid = await readRef(source.directory, `refs/heads/${head}`);
  const baseOid = await readRef(repository.directory, `refs/heads/${base}`);
  if (!headOid) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  if (!baseOid) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  if (!draft.title.trim()) throw invalid({ resource: 'PullRequest', field: 'title', code: 'missing_field' });
  const isSame = (pull: Pull) =>
    pull.state === 'open' && sourceOf(pull) === source && pull.pull.head === head && pull.pull.base === base;
  if (repository.issues.filter(isPull).some(isSame))
    throw wrong(`A pull request already exists for ${repository.owner.login}:${head}.`);
  if (source !== repository) await bringHead(repository, source, head);
  if ((await countCommits(repository.directory, `${baseOid}..${headOid}`)) === 0)
    throw wrong(`No commits between ${base} and ${head}`);
  const issue = newIssue(state, { kind: 'PullRequest', repository, title: draft.title, body: draft.body, author });
  const { isDraft } = draft;
  const own = source === repository ? undefined : source;
  const parts = { id: nextId(state), source: own, head, base, headOid, baseOid, isDraft };
  const pull: Pull = Object.assign(issue, { pull: { ...parts, mergedAt: null, mergedBy: null, mergeOid: null } });
  repository.issues.push(pull);
  await keepHead(pull);
  await emitPull(state, { action: 'opened', pull, sender: author });
  return pull;
}

/** Turns a draft into a pull request that is ready for review, or back. */
export async function setDraft(
  state: State,
  { pull, isDraft, actor }: { pull: Pull; isDraft: boolean; actor: Account },
): Promise<void> {
  if (pull.pull.isDraft === isDraft) return;
  pull.pull.isDraft = isDraft;
  pull.updatedAt = state.now();
  await emitPull(state, { action: isDraft ? 'converted_to_draft' : 'ready_for_review', pull, sender: actor });
}

/** Somebody has it merged into another branch. */
export async function retarget(
  state: State,
  { pull, base, actor }: { pull: Pull; base: string; actor: Account },
): Promise<void> {
  const from = { ref: { from: pull.pull.base }, sha: { from: pull.pull.baseOid } };
  const baseOid = await readRef(pull.repository.directory, `refs/heads/${base}`);
  if (!baseOid) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  if (base === pull.pull.base) return;
  Object.assign(pull.pull, { base, baseOid });
  await emitPull(state, { action: 'edited', pull, sender: actor, details: { changes: { base: from } } });
}
