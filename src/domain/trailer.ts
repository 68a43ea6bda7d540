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
}

const keys = {
  stage: 'Redfirst-Stage',
  issue: 'Redfirst-Issue',
  spec: 'Redfirst-Spec',
  approvedBy: 'Redfirst-Approved-By',
  comment: 'Redfirst-Comment',
} as const;

/** Trailers as git-interpret-trailers(1) reads them: `Key: value` lines in the last paragraph. */
export function formatTrailers(trailers: CommitTrailers): string {
  return Object.entries(keys)
    .flatMap(([field, key]) => {
      const value = trailers[field as keyof CommitTrailers];
      return value === undefined ? [] : [`${key}: ${value}`];
    })
    .join('\n');
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
  return { stage, issue, ...(spec && { spec }), ...(approvedBy && { approvedBy }), ...(comment && { comment }) };
}
