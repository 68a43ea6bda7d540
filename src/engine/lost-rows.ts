import type { z } from 'zod';
import type { Facts } from '../domain/facts.ts';
import { featureKey } from '../domain/feature.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { StageName } from '../domain/stage.ts';
import { StageRow, StatusState } from '../domain/status.ts';
import type { Journal } from '../ports/queue.ts';
import type { Situation } from './situation.ts';
import { isTold, lastCommitOf } from './situation.ts';

/** A row, and what stays folded for good below the table. */
const Note = StageRow.extend({ kept: StatusState.shape.folds.optional() });

/**
 * Notes what a stage will say of itself before its commit is made. The commit survives a crash, and what the stage cost
 * must survive it too: it counts towards the budget.
 */
export async function noteRow(
  journal: Journal,
  facts: Facts,
  { stage, row, commit, folds = [] }: Outcome,
): Promise<void> {
  if (!row || !commit) return;
  const parent = facts.branch?.commits.at(-1)?.oid;
  const kept = folds.filter(({ isKept }) => isKept);
  const value = { ...row, ...(kept.length > 0 && { kept }) };
  await journal.record({ key: keyOf(facts, stage, parent), feature: featureOf(facts), value });
}

/** Stages that are told of with a later outcome. The others are run again until they are told of. */
const quiet: readonly StageName[] = ['green', 'refactor', 'document'];

/** The status with the rows that nobody was told of, because the process died after the commit. */
export async function withLostRows(journal: Journal, facts: Facts, status: StatusState): Promise<StatusState> {
  const rows = { ...status.rows };
  for (const stage of quiet) {
    const isCurrent = lastCommitOf(facts, stage) > lastCommitOf(facts, 'red');
    const noted = isCurrent && !isTold(rows[stage]) ? await notedRow(journal, facts, stage) : undefined;
    if (noted) rows[stage] = StageRow.parse(noted);
  }
  return { ...status, rows };
}

/** A stage that is run again although its commit is there is told what it cost when that was made. */
export async function withNotedRow(journal: Journal, situation: Situation, stage: StageName): Promise<Situation> {
  const { facts, status } = situation;
  const noted = isTold(status.rows[stage]) ? undefined : await notedRow(journal, facts, stage);
  if (!noted) return situation;
  const { kept, ...row } = noted;
  const rows = { ...status.rows, [stage]: row };
  return { ...situation, status: { ...status, rows, folds: kept ?? status.folds } };
}

/**
 * What a stage whose commit is on the branch had to say of itself. Where the note is lost too, the commit speaks for it,
 * without a cost. Nothing for a stage without a commit.
 */
async function notedRow(journal: Journal, facts: Facts, stage: StageName): Promise<z.infer<typeof Note> | undefined> {
  const index = lastCommitOf(facts, stage);
  const commits = facts.branch?.commits ?? [];
  const [parent, commit] = [commits[index - 1], commits[index]];
  if (!commit) return undefined;
  const noted = Note.safeParse(await journal.recall(keyOf(facts, stage, parent?.oid)));
  return noted.data ?? { state: 'done', summary: commit.message.split('\n', 1)[0] ?? '' };
}

/** Notes what a red commit will name, since it can be made and its check not. */
export async function noteSeal(journal: Journal, facts: Facts, { commit, checks = [] }: Outcome): Promise<void> {
  const sealed = checks.find(check => check.sealed)?.sealed;
  if (!commit?.heldOut || !sealed) return;
  await journal.record({ key: `sealed ${commit.heldOut}`, feature: featureOf(facts), value: sealed });
}

/** What was noted of it; nothing when it is lost. */
export async function notedSeal(journal: Journal, hash: string): Promise<string | undefined> {
  const noted = await journal.recall(`sealed ${hash}`);
  return typeof noted === 'string' ? noted : undefined;
}

const featureOf = ({ repository, issue }: Facts): string => featureKey({ repository, issue: issue.number });

/** A stage's commit is known by what it lies on, which is known before it is made. */
function keyOf(facts: Facts, stage: StageName, parent: string | undefined): string {
  return `row ${featureOf(facts)} ${stage} on ${parent ?? 'the base'}`;
}
