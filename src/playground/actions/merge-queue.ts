import type { Account, Pull } from '../entities.ts';
import { mergeTree } from '../git/diff.ts';
import { moveRef, zeroOid } from '../git/refs.ts';
import { writeCommit } from '../git/write.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { emitMergeGroup } from '../webhooks/events.ts';
import { refMoved } from './pushes.ts';

/** A person puts a pull request into the merge queue: it is merged on a branch of the queue's own, to be checked there. */
export async function enqueuePull(state: State, { pull, actor }: { pull: Pull; actor: Account }): Promise<string> {
  const { repository } = pull;
  const { base, baseOid, headOid } = pull.pull;
  const tree = await mergeTree(repository.directory, baseOid, headOid);
  if (pull.state === 'closed' || !tree) throw new Refusal('CONFLICT', 'Pull Request is not mergeable');
  const oid = await writeCommit(repository.directory, {
    parents: [baseOid, headOid],
    tree,
    message: `Merge pull request #${pull.number}\n\n${pull.title}`,
    author: actor,
    committer: { name: 'GitHub', email: 'noreply@github.com' },
    date: state.now(),
  });
  const ref = `refs/heads/gh-readonly-queue/${base}/pr-${pull.number}-${baseOid}`;
  await moveRef(repository.directory, { name: ref, from: undefined, to: oid });
  await refMoved(state, { repository, ref, before: zeroOid, after: oid, actor });
  emitMergeGroup(state, { pull, ref, oid, sender: actor });
  return oid;
}
