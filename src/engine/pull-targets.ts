import { mayWrite } from '../domain/actor.ts';
import { issueOfBranch } from '../domain/feature.ts';
import type { ProposalFacts, QueuedMerge } from '../domain/proposal.ts';
import { findStatus } from '../publish/status-comment.ts';
import { endOf } from './decide.ts';
import { situationOf } from './orient.ts';
import { labelOf, readConfig } from './read-config.ts';
import type { Situation } from './situation.ts';
import type { World } from './world.ts';

/** A commit of a pull request that is to be judged: its head, or what the merge queue made of it. */
export interface Target {
  oid: string;
  merged?: QueuedMerge;
}

/** What is to be judged of a pull request. */
export interface Asked {
  targets: Target[];
  label: string;
  /** The run that made it, on its way or over. */
  run: Situation | undefined;
}

/**
 * Nothing where nobody asked for a judgment. A run of ours judges its own heads; the queue's commits are judged here for
 * it too.
 */
export async function askedOf(world: World, facts: ProposalFacts): Promise<Asked | undefined> {
  const { pull, queued } = facts;
  const label = readConfig(facts.config).labels.feature;
  const issue = pull.isFork ? undefined : issueOfBranch(pull.headName);
  if (issue === undefined && !(await isAskedFor(world, facts, label))) return undefined;
  const merges = queued.map(merged => ({ oid: merged.oid, merged }));
  const run = issue === undefined ? undefined : await runOf(world, facts, issue);
  const isOnItsWay = run !== undefined && endOf(run) === undefined;
  return { targets: isOnItsWay ? merges : [{ oid: pull.headOid }, ...merges], label, run };
}

/** The label is a request, and only people who may write can make one. */
async function isAskedFor({ reader }: World, { pull, repository }: ProposalFacts, label: string): Promise<boolean> {
  const by = pull.labelings.findLast(labeling => labeling.label === label)?.actor;
  if (!pull.labels.includes(label) || by?.kind !== 'user') return false;
  return mayWrite(await reader.permissionOf(repository, by));
}

async function runOf(world: World, { repository, pull }: ProposalFacts, issue: number): Promise<Situation | undefined> {
  const facts = await world.reader.readFacts({ repository, issue });
  const isOurs = facts?.branch?.name === pull.headName && findStatus(facts.comments);
  return isOurs ? situationOf(world, facts, labelOf(facts)) : undefined;
}
