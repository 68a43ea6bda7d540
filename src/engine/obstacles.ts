import type { Outcome } from '../domain/outcome.ts';

/** Why a run cannot begin or go on, where no stage is to blame: said once on the issue, looked at again on every event. */
export function obstacle(reason: string, text: string): Outcome {
  return { stage: 'plan', headline: 'Redfirst cannot start', next: '', stop: { reason, text, holds: false } };
}

export const emptyRepository = () =>
  obstacle('empty-repository', 'This repository has no commit yet. Push a first commit, then put the label on again.');

export const invalidConfig = (problems: string) =>
  obstacle(
    'invalid-config',
    `\`.github/redfirst.yml\` on the default branch is not valid:\n\n${problems}\n\nMend the file, then put the label on again.`,
  );

export const missingBase = (name: string) =>
  obstacle(
    'missing-base',
    `\`base: ${name}\` in \`.github/redfirst.yml\` names a branch that does not exist. Create it or change the key, then put the label on again.`,
  );

export const undetected = (missing: string) => obstacle('undetected', `${missing}\n\nThen put the label on again.`);

export const emptyIssue = () =>
  obstacle(
    'empty-issue',
    'The issue has no description. Say what the feature is for and how to tell that it works, then put the label on again.',
  );

export const noModel = () =>
  obstacle(
    'no-model',
    'No language model is configured here, so no plan can be written. Redfirst judges commits without one; to have it write, set `OPENAI_API_KEY` (and `OPENAI_BASE_URL`) where it runs.',
  );
