import { z } from 'zod';

/**
 * The thaw of a frozen test, or of a file that decides what tests mean, as a person asked for it. It stands in a trailer
 * of the commit that freezes the new version, so that who changed what, and why, survives the comment.
 */
export const Amendment = z.object({
  /** Id of the comment that asked for it. */
  comment: z.number(),
  /** Numeric id of its author. */
  by: z.number(),
  /** A path, or `<path>::<test>`. */
  target: z.string(),
  reason: z.string(),
});
export type Amendment = z.infer<typeof Amendment>;

/** The file that an amendment names. */
export const pathOf = ({ target }: Pick<Amendment, 'target'>): string => target.split('::', 1)[0] ?? '';

/** One line of JSON in which nobody is mentioned and no issue is closed. */
export function formatAmendment(amendment: Amendment): string {
  return JSON.stringify(amendment).replaceAll('@', '\\u0040').replaceAll('#', '\\u0023');
}

/** Reads what {@link formatAmendment} wrote; nothing where it is anything else. */
export function parseAmendment(text: string): Amendment | undefined {
  try {
    return Amendment.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
