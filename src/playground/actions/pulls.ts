import type { Account, Pull, Repository } from '../entities.ts';
import { isPull } from '../entities.ts';
import { countCommits } from '../git/objects.ts';
import { readRef } from '../git/refs.ts';
import { invalid } from '../refusal.ts';
import { nextId, type State } from '../state.ts';
import { emitPull } from '../webhooks/events.ts';
import { newIssue } from './issues.ts';
import { keepHead } from './pushes.ts';

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

/** Somebody opens a pull request within the repository. */
export async function openPull(state: State, draft: PullRequestDraft): Promise<Pull> {
  const { repository, author } = draft;
  const head = draft.head.replace(`${repository.owner.login}:`, '').replace(/^refs\/heads\//, '');
  const base = draft.base.replace(/^refs\/heads\//, '');
  const headOid = await readRef(repository.directory, `refs/heads/${head}`);
  const baseOid = await readRef(repository.directory, `refs/heads/${base}`);
  if (!headOid) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  if (!baseOid) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  if (!draft.title.trim()) throw invalid({ resource: 'PullRequest', field: 'title', code: 'missing_field' });
  const isSame = (pull: Pull) => pull.state === 'open' && pull.pull.head === head && pull.pull.base === base;
  if (repository.issues.filter(isPull).some(isSame))
    throw wrong(`A pull request already exists for ${repository.owner.login}:${head}.`);
  if ((await countCommits(repository.directory, `${baseOid}..${headOid}`)) === 0)
    throw wrong(`No commits between ${base} and ${head}`);
  const issue = newIssue(state, { kind: 'PullRequest', repository, title: draft.title, body: draft.body, author });
  const { isDraft } = draft;
  const parts = { id: nextId(state), head, base, headOid, baseOid, isDraft };
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
