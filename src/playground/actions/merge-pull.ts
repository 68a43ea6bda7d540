import type { Account, Pull } from '../entities.ts';
import { mergeTree } from '../git/diff.ts';
import { moveRef } from '../git/refs.ts';
import { writeCommit } from '../git/write.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { markMerged } from './merges.ts';
import { refMoved } from './pushes.ts';

/** A person merges a pull request with a merge commit. */
export async function mergePull(state: State, { pull, actor }: { pull: Pull; actor: Account }): Promise<string> {
  const { repository } = pull;
  if (pull.state === 'closed' || pull.pull.isDraft) throw new Refusal('CONFLICT', 'Pull Request is not mergeable');
  const tree = await mergeTree(repository.directory, pull.pull.baseOid, pull.pull.headOid);
  if (!tree) throw new Refusal('CONFLICT', 'Pull Request is not mergeable');
  const before = pull.pull.baseOid;
  const oid = await writeCommit(repository.directory, {
    parents: [before, pull.pull.headOid],
    tree,
    message: `Merge pull request #${pull.number} from ${repository.owner.login}/${pull.pull.head}\n\n${pull.title}`,
    author: actor,
    committer: { name: 'GitHub', email: 'noreply@github.com' },
    date: state.now(),
  });
  const ref = `refs/heads/${pull.pull.base}`;
  if (!(await moveRef(repository.directory, { name: ref, from: before, to: oid })))
    throw new Refusal('CONFLICT', 'Base branch was modified. Review and try the merge again.');
  await markMerged(state, { pull, actor, oid });
  await refMoved(state, { repository, ref, before, after: oid, actor });
  return oid;
}
