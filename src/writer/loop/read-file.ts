import { posix } from 'node:path';
import { z } from 'zod';
import { isSecretPath } from '../survey-candidates.ts';
import type { Draft } from './draft.ts';
import { type Offer, offer, orNull, refused } from './offer.ts';

/** Lines of one answer at most, and at least where a range is asked for: many small pieces cost more than one large. */
const lines = { most: 2000, least: 200 };
/** Characters of one answer. */
const mostCharacters = 80_000;

const ReadArguments = z.object({
  path: z.string().min(1).describe('Path from the root of the repository.'),
  from: orNull(z.int().min(1)).describe('First line, counted from 1. Null for the whole file.'),
  to: orNull(z.int().min(1)).describe('Last line. Null for the whole file.'),
});

/** Reading one file, whole by default, as it is with everything written so far. */
export function readFile(draft: Draft): Offer<never> {
  const description = `Reads a file, to the letter and without line numbers. Leave the range out; it is for files of more than ${lines.most} lines.`;
  return offer({ name: 'read_file', description, schema: ReadArguments }, async ({ path, from, to }) => {
    const text = isSecretPath(path) ? undefined : await draft.text(path);
    if (text === undefined) return refused(await notThere(draft, path));
    const all = text.split('\n');
    const count = text.endsWith('\n') ? all.length - 1 : all.length;
    const range = rangeOf(all, { from: from ?? 1, to: to ?? count, count });
    const isWhole = range.from === 1 && range.to >= count;
    if (isWhole || draft.sightOf(path) === 'none') draft.see(path, isWhole ? 'whole' : 'part');
    const what = isWhole ? `${path}, all ${count} lines` : `${path}, lines ${range.from} to ${range.to} of ${count}`;
    const shown = isWhole ? text : all.slice(range.from - 1, range.to).join('\n');
    return { kind: 'told', text: `${what}:\n${shown}`, note: `${what}, was read` };
  });
}

function rangeOf(all: readonly string[], { from, to, count }: { from: number; to: number; count: number }) {
  const first = Math.min(from, count);
  const last = Math.min(Math.max(to, first + lines.least - 1), first + lines.most - 1, count);
  let end = first;
  for (let size = 0; end <= last; end += 1) {
    size += (all[end - 1]?.length ?? 0) + 1;
    if (size > mostCharacters && end > first) break;
  }
  return { from: first, to: end - 1 };
}

/** That there is no such text, with files of the same name, which is what was meant most often. */
async function notThere(draft: Draft, path: string): Promise<string> {
  const paths = await draft.paths();
  const name = posix.basename(path).toLowerCase();
  const alike = paths.filter(each => posix.basename(each).toLowerCase() === name && each !== path).slice(0, 5);
  const inside = paths.filter(each => each.startsWith(`${path.replace(/\/$/, '')}/`)).slice(0, 40);
  if (inside.length > 0) return `${path} is a directory. In it are:\n${inside.join('\n')}`;
  const hint = alike.length > 0 ? `Files of that name: ${alike.join(', ')}.` : 'Search for it.';
  return `There is no text file ${path} that can be read. ${hint}`;
}
