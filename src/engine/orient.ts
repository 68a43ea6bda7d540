import type { Actor } from '../domain/actor.ts';
import { mayWrite } from '../domain/actor.ts';
import type { CommentFacts, Facts } from '../domain/facts.ts';
import { specPathOf } from '../domain/feature.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import type { StatusState } from '../domain/status.ts';
import { emptyStatus } from '../domain/status.ts';
import { parseComment } from '../intake/commands.ts';
import type { Clone, Tree } from '../ports/repositories.ts';
import { templatePath } from '../publish/pull-template.ts';
import { findStatus } from '../publish/status-comment.ts';
import { specHash } from '../referee/spec/hash.ts';
import { issuePrint } from '../stages/edited-issue.ts';
import type { EndReason } from './decide.ts';
import { endOf } from './decide.ts';
import { withLostRows } from './lost-rows.ts';
import {
  emptyIssue,
  emptyRepository,
  invalidConfig,
  missingBase,
  noModel,
  rewritten,
  strangersLabel,
  undetected,
  unreadIssue,
} from './obstacles.ts';
import { courseOf, readConfig } from './read-config.ts';
import { settingsOf } from './settings-of.ts';
import type { Situation } from './situation.ts';
import { isHeard, isLabelled, isOver, labelling, pending } from './situation.ts';
import type { World } from './world.ts';

/** Where a feature stands: nothing of ours, over, in front of an obstacle, or ready for the next decision. */
export type Bearing =
  | { kind: 'ignore' }
  | { kind: 'ended'; reason: EndReason; situation: Situation }
  | { kind: 'obstacle'; outcome: Outcome; situation: Situation }
  | Ready;

export interface Ready {
  kind: 'ready';
  situation: Situation;
  settings: Settings;
  clone: Clone;
  template: string | undefined;
}

/** Reads what the facts mean: the configuration, the plan on the branch, and who has asked for what. */
export async function orient(world: World, facts: Facts, untold?: StatusState): Promise<Bearing> {
  const config = readConfig(facts.config);
  const course = courseOf(facts, config.labels);
  const label = config.labels[course];
  const told = await situationOf(world, facts, label);
  const status = untold ?? (await withLostRows(world.journal, facts, told.status));
  const situation = { ...told, status };
  const end = endOf(situation);
  if (end) return isNews(end, situation) ? { kind: 'ended', reason: end, situation } : { kind: 'ignore' };
  const stop = (outcome: Outcome): Bearing => ({ kind: 'obstacle', outcome: facing(outcome, facts), situation });
  const by = labelling(facts, label)?.actor;
  if (!facts.branch && !by) return { kind: 'ignore' };
  const isStart = !facts.branch || status.endedAt !== undefined;
  if (isStart && by && !(await mayStart(world, facts, by))) return stop(strangersLabel(by.login, label));
  if (facts.repository.isEmpty) return stop(emptyRepository());
  if (config.kind === 'invalid') return stop(invalidConfig(config.problems));
  const base = config.config.base ? await world.reader.readBranch(facts.repository, config.config.base) : facts.base;
  if (!base) return stop(missingBase(config.config.base ?? ''));
  const clone = await world.repositories.open(facts.repository);
  const tree = await clone.treeAt(facts.branch?.oid ?? base.oid);
  const resolved = await settingsOf(config.config, await clone.treeAt(base.oid));
  if (resolved.kind === 'undetected') return stop(undetected(resolved.missing));
  if (course === 'feature' && !facts.branch && !facts.issue.body.trim()) return stop(emptyIssue());
  if (!facts.branch && isUnread(situation)) return stop(unreadIssue());
  if (!facts.branch && !world.hasModel) return stop(noModel());
  const complete = { ...situation, facts: { ...facts, base }, spec: await specOn(tree, facts) };
  if (isRewritten(complete)) return stop(rewritten(facts.branch?.name ?? '', status.ownHead ?? ''));
  const settings = { ...resolved.settings, course };
  return { kind: 'ready', situation: complete, settings, clone, template: await templateOf(tree) };
}

/** Whether the end is to be shown: on an issue of ours, and not that we took the label off ourselves. */
function isNews(reason: EndReason, situation: Situation): boolean {
  const { facts, label } = situation;
  if (findStatus(facts.comments) === undefined) return reason === 'cancelled' && isLabelled(facts, label);
  return reason !== 'unlabelled' || !isOver(situation);
}

/** The issue was empty and somebody who may not start a run has described it; nobody who may has said to go on. */
function isUnread(situation: Situation): boolean {
  const { heldOn, status } = situation;
  const wasEmpty = ['empty-issue', 'unread-issue'].includes(status.stop?.reason ?? '');
  return wasEmpty && heldOn !== undefined && pending(situation, 'retry').length === 0;
}

/** Somebody pushed by force what does not hold our commits any more, and nobody has said that it is to be so. */
function isRewritten(situation: Situation): boolean {
  const { facts, status } = situation;
  const isThere = facts.branch?.commits.some(({ oid }) => oid === status.ownHead);
  return status.ownHead !== undefined && isThere === false && pending(situation, 'retry').length === 0;
}

/** A label, and an edit that sets a stopped run going again, are requests: only people who may write can make one. */
const mayStart = async ({ reader }: World, { repository }: Facts, by: Actor): Promise<boolean> =>
  by.kind === 'user' && mayWrite(await reader.permissionOf(repository, by));

/** A run that has begun is told that it cannot go on. */
const facing = (outcome: Outcome, { branch }: Facts): Outcome =>
  branch ? { ...outcome, headline: 'Redfirst cannot go on' } : outcome;

/** The facts with the commands that count, before anything of the repository is read. */
export async function situationOf(world: World, facts: Facts, label: string): Promise<Situation> {
  const since = labelling(facts, label)?.at ?? '';
  const heard = facts.comments.filter(comment => isHeard(comment) && comment.createdAt >= since);
  const commands = heard.flatMap(comment => {
    const parsed = parseComment(comment.body);
    return parsed.kind === 'command' ? [{ comment, command: parsed.command }] : [];
  });
  const status = findStatus(facts.comments)?.state ?? emptyStatus;
  const [asked] = status.asked?.after ?? [];
  const isAnswer = ({ id, body }: CommentFacts) =>
    asked !== undefined && id > asked && parseComment(body).kind === 'talk';
  const talk = await writersOnly(world, facts, heard.filter(isAnswer));
  const heldOn = await printHeldOn(world, facts, status);
  return { facts, label, status, spec: undefined, commands, talk, ...(heldOn !== undefined && { heldOn }) };
}

/** What a stop is about while only people who may not write have edited the issue since: GitHub is asked once, then. */
async function printHeldOn(world: World, facts: Facts, { stop }: StatusState): Promise<string | undefined> {
  if (stop?.issue === undefined || stop.issue === issuePrint(facts.issue)) return undefined;
  const isHeard = facts.issue.editor && (await mayStart(world, facts, facts.issue.editor));
  return isHeard ? undefined : stop.issue;
}

/** Only people who may write are heard by the model. */
async function writersOnly(
  { reader }: World,
  facts: Facts,
  comments: readonly CommentFacts[],
): Promise<CommentFacts[]> {
  const allowed = new Map<number, boolean>();
  for (const { author } of comments) {
    if (author && !allowed.has(author.id))
      allowed.set(author.id, mayWrite(await reader.permissionOf(facts.repository, author)));
  }
  return comments.filter(({ author }) => author && allowed.get(author.id));
}

async function specOn(tree: Tree, { branch, issue }: Facts): Promise<Situation['spec']> {
  if (!branch) return undefined;
  const path = specPathOf(branch.name, issue.number);
  const text = await tree.read(path);
  return text === undefined ? undefined : { path, text, hash: specHash(text) };
}

async function templateOf(tree: Tree): Promise<string | undefined> {
  const path = templatePath((await tree.list()).map(entry => entry.path));
  return path === undefined ? undefined : tree.read(path);
}
