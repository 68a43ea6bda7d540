import type { Account, Pull, Repository } from '../entities.ts';
import { isPull } from '../entities.ts';
import { isAncestor } from '../git/diff.ts';
import type { State } from '../state.ts';
import { emitPull } from '../webhooks/events.ts';
import { closeIssue, record } from './issues.ts';

const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? #(\d+)/gi;

/** Closes a pull request as merged, and the issues that it says it closes when it went to the default branch. */
export async function markMerged(
  state: State,
  { pull, actor, oid }: { pull: Pull; actor: Account; oid: string },
): Promise<void> {
  const now = state.now();
  Object.assign(pull.pull, { mergedAt: now, mergedBy: actor, mergeOid: oid });
  Object.assign(pull, { state: 'closed', closedAt: now, closedBy: actor });
  record(state, pull, { kind: 'ClosedEvent', actor });
  await emitPull(state, { action: 'closed', pull, sender: actor });
  if (pull.pull.base !== pull.repository.defaultBranch) return;
  const numbers = [...`${pull.title}\n${pull.body}`.matchAll(closing)].map(match => Number(match[1]));
  for (const issue of pull.repository.issues.filter(other => numbers.includes(other.number) && !isPull(other)))
    await closeIssue(state, { issue, actor });
}

/** Marks pull requests as merged whose head came into their base by a push. */
export async function noticeMerges(state: State, repository: Repository, actor: Account): Promise<void> {
  for (const pull of repository.issues.filter(isPull).filter(issue => issue.state === 'open')) {
    const { headOid, baseOid } = pull.pull;
    if (await isAncestor(repository.directory, headOid, baseOid))
      await markMerged(state, { pull, actor, oid: baseOid });
  }
}
