import { z } from 'zod';
import { type Edit, FileEdit } from '../../domain/edit.ts';
import type { FileChange } from '../../domain/file-change.ts';
import { findingLine } from '../../domain/finding.ts';
import type { Judgment } from '../converse.ts';
import type { Draft } from './draft.ts';
import { type Offer, offer, refused } from './offer.ts';

const EditArguments = z.object({
  path: z.string().min(1).describe('Path from the root of the repository, with forward slashes.'),
  edits: z.array(FileEdit).min(1).describe('All changes of this file, in order, each on what the one before left.'),
});

/** Times in a row that text to replace may not be found before the file has to be given whole. */
const mostStale = 2;

/**
 * Editing one file. What was not read is not edited; a file is edited once a turn; text that is not found has to be read
 * again before it is tried once more. Where the edit may reach is for `judge` to say.
 */
export function editFile(
  draft: Draft,
  judge: (edits: readonly Edit[], draft: readonly FileChange[]) => Promise<Judgment<FileChange[]>>,
): Offer<never> {
  const stale = new Map<string, number>();
  const description =
    'Changes, creates or deletes one file. A file that exists has to be read before. Give all changes of a file in one call; a file can be edited once a turn.';
  return offer({ name: 'edit_file', description, schema: EditArguments }, async ({ path, edits }, turn) => {
    const text = await draft.text(path);
    const objection = objectionTo({ path, edits }, { isThere: text !== undefined, draft, stale, edited: turn.edited });
    if (objection) {
      turn.refused.push({ rule: 'edit-order', path, message: objection });
      return refused(`${path}: ${objection}`);
    }
    turn.edited.add(path);
    const judged = await judge(
      edits.map(edit => ({ ...edit, path })),
      draft.changes(),
    );
    if (judged.kind === 'refuse') {
      turn.refused.push(...judged.findings);
      if (judged.findings.some(({ rule }) => rule === 'stale-edit')) {
        stale.set(path, (stale.get(path) ?? 0) + 1);
        draft.see(path, 'none');
      }
      return refused(`Not changed:\n${judged.findings.map(findingLine).join('\n')}`);
    }
    stale.delete(path);
    draft.put(judged.product);
    const what = judged.product.some(change => change.path === path && change.content === null) ? 'deleted' : 'written';
    return { kind: 'told', text: `${path} is ${what}.`, note: `${path} was ${what}` };
  });
}

interface Place {
  isThere: boolean;
  draft: Draft;
  stale: ReadonlyMap<string, number>;
  edited: ReadonlySet<string>;
}

/** Why a file cannot be edited in this way now, and what to do first. */
function objectionTo(
  { path, edits }: z.infer<typeof EditArguments>,
  { isThere, draft, stale, edited }: Place,
): string | undefined {
  if (edited.has(path))
    return 'It was edited in this turn already. Give all changes of a file together; the next ones in your next turn.';
  if (!isThere) return undefined;
  const sight = draft.sightOf(path);
  const isWhole = edits.every(({ kind }) => kind === 'write');
  if ((stale.get(path) ?? 0) >= mostStale && !isWhole)
    return `Text to replace was not found ${mostStale} times in a row. Read the file and give it whole.`;
  if (sight === 'none') return 'Read it first: what was not read, or has changed since, cannot be edited.';
  if (sight === 'part' && edits.some(({ kind }) => kind !== 'replace'))
    return 'Only a part of it was read, so that it cannot be given whole. Replace text in it, or read all of it.';
  return undefined;
}
