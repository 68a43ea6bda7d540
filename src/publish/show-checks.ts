import type { CheckFacts, RepositoryFacts } from '../domain/facts.ts';
import type { Check, CheckDraft } from '../domain/outcome.ts';
import type { Announcement, GitHubWriter } from '../ports/github.ts';
import { draftOn } from './checks.ts';

/** What writing needs. */
export interface Publisher {
  writer: GitHubWriter;
  /** Throws when this worker no longer holds the feature; asked before each write. */
  fence(): Promise<void>;
}

interface Verdict {
  facts: { repository: RepositoryFacts; checks: readonly CheckFacts[] };
  headOid: string;
  /** In the order in which they are written. */
  checks: readonly Check[];
  /** What is said to people about it. */
  answers?: Pick<Announcement, 'replies' | 'reactions'>;
}

/** Shows checks on a commit, and what is said to people about them, in one request. What is shown already for the same evidence is not written again. */
export async function showChecks(
  { writer, fence }: Publisher,
  { facts, headOid, checks, answers = {} }: Verdict,
): Promise<void> {
  const drafts = checks.map(check => draftOn(headOid, check)).filter(draft => !isShown(facts.checks, headOid, draft));
  const said = Object.entries(answers).filter(([, list]) => list.length > 0);
  if (drafts.length === 0 && said.length === 0) return;
  await fence();
  await writer.announce({
    repository: facts.repository,
    ...(drafts.length > 0 && { checks: { headOid, drafts } }),
    ...Object.fromEntries(said),
  });
}

/** Whether a check with just this evidence stands on a commit. */
export function isShown(checks: readonly CheckFacts[], head: string, draft: CheckDraft): boolean {
  return checks.some(
    ({ name, headOid, externalId, conclusion }) =>
      name === draft.name && headOid === head && externalId === draft.externalId && conclusion === draft.conclusion,
  );
}
