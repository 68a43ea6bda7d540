import type { CommitDraft } from '../domain/outcome.ts';
import type { StageName } from '../domain/stage.ts';
import { formatTrailers } from '../domain/trailer.ts';
import { neutral } from './safe-text.ts';

/** Conventional Commits asks for a short description; GitHub cuts a headline at 72 characters. */
const headlineLimit = 72;

/** Headline and body of a commit: the draft's words, made harmless, then the trailers that the stage is derived from. */
export function commitMessage(
  draft: CommitDraft,
  context: { stage: StageName; issue: number },
): { headline: string; body: string } {
  const headline = neutral(draft.headline.replace(/\s+/g, ' ')).slice(0, headlineLimit).trim();
  const { spec, approvedBy, comment, heldOut, amends } = draft;
  const trailers = formatTrailers({
    ...context,
    ...(spec && { spec }),
    ...(approvedBy && { approvedBy }),
    ...(comment && { comment }),
    ...(heldOut && { heldOut }),
    ...(amends && { amends }),
  });
  const closing = draft.closes ? `Closes #${context.issue}` : '';
  return { headline, body: [neutral(draft.body.trim()), closing, trailers].filter(Boolean).join('\n\n') };
}
