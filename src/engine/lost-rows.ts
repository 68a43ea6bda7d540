import type { Facts } from '../domain/facts.ts';
import { featureKey } from '../domain/feature.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { StageName } from '../domain/stage.ts';
import { stageNames } from '../domain/stage.ts';
import { StageRow, type StatusState } from '../domain/status.ts';
import type { Journal } from '../ports/queue.ts';
import { lastCommitOf } from './situation.ts';

/**
 * Notes what a stage will say of itself before its commit is made. The commit survives a crash, and what the stage cost
 * must survive it too: it counts towards the budget.
 */
export async function noteRow(journal: Journal, facts: Facts, { stage, row, commit }: Outcome): Promise<void> {
  if (!row || !commit) return;
  const parent = facts.branch?.commits.at(-1)?.oid;
  await journal.record({ key: keyOf(facts, stage, parent), feature: featureOf(facts), value: row });
}

/**
 * The status with a row for every stage whose commit is on the branch: a process that died after the commit told nobody.
 * Where the note is lost too, the commit speaks for itself, without a cost.
 */
export async function withLostRows(journal: Journal, facts: Facts, status: StatusState): Promise<StatusState> {
  const rows = { ...status.rows };
  const commits = facts.branch?.commits ?? [];
  for (const stage of stageNames) {
    const index = lastCommitOf(facts, stage);
    const [parent, commit] = [commits[index - 1], commits[index]];
    if (rows[stage] || !commit) continue;
    const noted = StageRow.safeParse(await journal.recall(keyOf(facts, stage, parent?.oid)));
    rows[stage] = noted.data ?? { state: 'done', summary: commit.message.split('\n', 1)[0] ?? '' };
  }
  return { ...status, rows };
}

const featureOf = ({ repository, issue }: Facts): string => featureKey({ repository, issue: issue.number });

/** A stage's commit is known by what it lies on, which is known before it is made. */
function keyOf(facts: Facts, stage: StageName, parent: string | undefined): string {
  return `row ${featureOf(facts)} ${stage} on ${parent ?? 'the base'}`;
}
