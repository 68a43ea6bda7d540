import type { Outcome } from '../domain/outcome.ts';

/** Why a run cannot begin or go on, where no stage is to blame: said once on the issue, looked at again on every event. */
export function obstacle(reason: string, text: string): Outcome {
  return { stage: 'plan', headline: 'Redfirst cannot start', next: '', stop: { reason, text, holds: false } };
}

export const strangersLabel = (login: string, label: string) =>
  obstacle(
    'no-write-access',
    `The label \`${label}\` was put on by ${login}, who may not start a run here: that is for people with write access. One of them can take the label off and put it on again.`,
  );

export const emptyRepository = () =>
  obstacle('empty-repository', 'This repository has no commit yet. Push a first commit, then reply `/retry`.');

export const invalidConfig = (problems: string) =>
  obstacle(
    'invalid-config',
    `\`.github/redfirst.yml\` on the default branch is not valid:\n\n${problems}\n\nMend the file, then reply \`/retry\`.`,
  );

export const missingBase = (name: string) =>
  obstacle(
    'missing-base',
    `\`base: ${name}\` in \`.github/redfirst.yml\` names a branch that does not exist. Create it or change the key, then reply \`/retry\`.`,
  );

export const undetected = (missing: string) => obstacle('undetected', `${missing}\n\nThen reply \`/retry\`.`);

export const emptyIssue = () =>
  obstacle(
    'empty-issue',
    'The issue has no description. Say what the feature is for and how to tell that it works, then reply `/retry`.',
  );

export const unreadIssue = () =>
  obstacle(
    'unread-issue',
    'The issue was empty when it was to be worked on, and has been described since by somebody without write access. Read it, then reply `/retry`.',
  );

export const noModel = () =>
  obstacle(
    'no-model',
    'No language model is configured here, so no plan can be written. Redfirst judges commits without one; to have it write, set `REDFIRST_MODEL` and `OPENAI_API_KEY` or `OPENAI_BASE_URL` where it runs, then reply `/retry`.',
  );

export const rewritten = (branch: string, oid: string) =>
  obstacle(
    'rewritten',
    `The branch \`${branch}\` was pushed by force and does not hold \`${oid.slice(0, 7)}\` any more, the last commit of Redfirst. Nothing was overwritten. To put it back: \`git push --force-with-lease origin ${oid}:${branch}\`. To go on from what is there now, reply \`/retry\`.`,
  );
