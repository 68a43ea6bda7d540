import type { Account, Pull, Repository } from '../entities.ts';
import { isPull } from '../entities.ts';
import { listRefs, zeroOid } from '../git/refs.ts';
import { git } from '../git/run.ts';
import { sourceOf } from '../lookup.ts';
import type { State } from '../state.ts';
import { emitPull, emitPush } from '../webhooks/events.ts';
import { closeIssue } from './issues.ts';
import { noticeMerges } from './merges.ts';

/** A ref that went from one object to another; the zero oid means it was not there before or is gone now. */
export interface RefMove {
  repository: Repository;
  ref: string;
  before: string;
  after: string;
  actor: Account;
}

/** Makes the head of a pull request fetchable as `refs/pull/<n>/head`, also after its branch is gone. */
export async function keepHead(pull: Pull): Promise<void> {
  await git(pull.repository.directory, ['update-ref', `refs/pull/${pull.number}/head`, pull.pull.headOid]);
}

/** Brings the commits of a fork's branch over, since the network of forks shares its objects. */
export async function bringHead(repository: Repository, source: Repository, branch: string): Promise<void> {
  const head = `refs/heads/${branch}`;
  await git(repository.directory, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', source.directory, head]);
}

/** After a ref moved, by whatever way: pull requests follow their branch, and the App hears of it. */
export async function refMoved(state: State, move: RefMove): Promise<void> {
  const { repository, ref, before, after, actor } = move;
  repository.pushedAt = state.now();
  await emitPush(state, { repository, ref, before, after, sender: actor });
  if (!ref.startsWith('refs/heads/')) return;
  const branch = ref.slice('refs/heads/'.length);
  const open = state.repositories.flatMap(({ issues }) => issues.filter(isPull)).filter(pull => pull.state === 'open');
  const isHead = (pull: Pull) => sourceOf(pull) === repository && pull.pull.head === branch;
  const isBase = (pull: Pull) => pull.repository === repository && pull.pull.base === branch;
  for (const pull of open.filter(isHead)) await followHead(state, pull, move);
  for (const pull of open.filter(isBase)) pull.pull.baseOid = after;
  await noticeMerges(state, repository, actor);
}

async function followHead(state: State, pull: Pull, { repository, before, after, actor }: RefMove): Promise<void> {
  if (after === zeroOid) return closeIssue(state, { issue: pull, actor });
  if (repository !== pull.repository) await bringHead(pull.repository, repository, pull.pull.head);
  pull.pull.headOid = after;
  pull.updatedAt = state.now();
  await keepHead(pull);
  await emitPull(state, { action: 'synchronize', pull, sender: actor, details: { before, after } });
}

/** Runs work that may move refs, such as a push, and then tells what it moved. */
export async function observePush(
  state: State,
  { repository, actor }: { repository: Repository; actor: Account },
  work: () => Promise<void>,
): Promise<void> {
  const refsNow = async () => new Map((await listRefs(repository.directory)).map(ref => [ref.name, ref.oid] as const));
  const old = await refsNow();
  await work();
  const now = await refsNow();
  for (const ref of new Set([...old.keys(), ...now.keys()])) {
    const [before, after] = [old.get(ref) ?? zeroOid, now.get(ref) ?? zeroOid];
    const isPullRef = ref.startsWith('refs/pull/');
    if (before !== after && !isPullRef) await refMoved(state, { repository, ref, before, after, actor });
  }
}
