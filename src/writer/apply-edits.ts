import type { Edit } from '../domain/edit.ts';
import type { FileChange } from '../domain/file-change.ts';
import type { Finding } from '../domain/finding.ts';

export type Applied = { kind: 'applied'; changes: FileChange[] } | { kind: 'refuse'; findings: Finding[] };

/**
 * Edits on the text of files, as text: nothing touches a file system. `read` gives a file as it is now, nothing when it
 * does not exist. Edits of one file apply one after another; text to replace must stand exactly once.
 */
export async function applyEdits(
  edits: readonly Edit[],
  read: (path: string) => Promise<string | undefined>,
): Promise<Applied> {
  const texts = new Map<string, string | null>();
  const findings: Finding[] = [];
  for (const edit of edits) {
    const before = texts.has(edit.path) ? (texts.get(edit.path) ?? undefined) : await read(edit.path);
    const result = applyOne(edit, before);
    if (typeof result === 'object' && result !== null) findings.push(result);
    else texts.set(edit.path, result);
  }
  if (findings.length > 0) return { kind: 'refuse', findings };
  return { kind: 'applied', changes: [...texts].map(([path, content]) => ({ path, content })) };
}

function applyOne(edit: Edit, before: string | undefined): string | null | Finding {
  if (edit.kind === 'write') return edit.content;
  if (before === undefined)
    return {
      rule: 'edit',
      path: edit.path,
      message: 'There is no such file to edit.',
      remedy: 'Write it whole, or name an existing file.',
    };
  if (edit.kind === 'delete') return null;
  const count = before.split(edit.find).length - 1;
  if (count === 1) return before.replace(edit.find, () => edit.replace);
  const message =
    count === 0 ? 'The text to replace is not in the file.' : `The text to replace stands ${count} times in the file.`;
  return {
    rule: 'stale-edit',
    path: edit.path,
    message,
    remedy: 'Copy a longer piece of the file to the letter, so that it stands exactly once.',
  };
}
