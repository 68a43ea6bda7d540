import type { Amendment } from './amendment.ts';
import { formatAmendment, parseAmendment } from './amendment.ts';
import type { StageName } from './stage.ts';
import { stageNames } from './stage.ts';

/** What Redfirst writes below a commit's message, so that the stage can be derived from the branch alone. */
export interface CommitTrailers {
  stage: StageName;
  issue: number;
  /** SHA-256 of the spec that was approved, from red on. */
  spec?: string;
  /** `<numeric id>` of the person who approved it. */
  approvedBy?: string;
  /** Id of the comment that asked for this commit. */
  comment?: string;
  /** SHA-256 of the tests that were written for red and are kept from the implementer. */
  heldOut?: string;
  /** What was thawed for it, and by whom: a red commit with these freezes changed tests in place of an earlier one. */
  amends?: Amendment[];
}

const keys = {
  stage: 'Redfirst-Stage',
  issue: 'Redfirst-Issue',
  spec: 'Redfirst-Spec',
  approvedBy: 'Redfirst-Approved-By',
  comment: 'Redfirst-Comment',
  heldOut: 'Redfirst-Held-Out',
} as const;

const amends = 'Redfirst-Amends';

/** Trailers as git-interpret-trailers(1) reads them: `Key: value` lines in the last paragraph. */
export function formatTrailers(trailers: CommitTrailers): string {
  const single = Object.entries(keys).flatMap(([field, key]) => {
    const value = trailers[field as keyof typeof keys];
    return value === undefined ? [] : [`${key}: ${value}`];
  });
  const amended = (trailers.amends ?? []).map(amendment => `${amends}: ${formatAmendment(amendment)}`);
  return [...single, ...amended].join('\n');
}

/** Trailers of a commit message, or nothing when it is not one of ours. Whether to trust them is the caller's question. */
export function parseTrailers(message: string): CommitTrailers | undefined {
  const last =
    message
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const value = (key: string) => new RegExp(`^${key}: (.+)$`, 'm').exec(last)?.[1]?.trim();
  const stage = stageNames.find(name => name === value(keys.stage));
  const issue = Number(value(keys.issue));
  if (!stage || !Number.isInteger(issue)) return undefined;
  const spec = value(keys.spec);
  const approvedBy = value(keys.approvedBy);
  const comment = value(keys.comment);
  const heldOut = value(keys.heldOut);
  const amended = [...last.matchAll(new RegExp(`^${amends}: (.+)$`, 'gm'))].flatMap(
    ([, text = '']) => parseAmendment(text) ?? [],
  );
  return {
    stage,
    issue,
    ...(spec && { spec }),
    ...(approvedBy && { approvedBy }),
    ...(comment && { comment }),
    ...(heldOut && { heldOut }),
    ...(amended.length > 0 && { amends: amended }),
  };
}
