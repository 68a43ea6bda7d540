import { z } from 'zod';
import type { Settings } from '../../domain/settings.ts';
import type { Tree } from '../../ports/repositories.ts';
import { candidatesOf } from '../survey-candidates.ts';
import { symbolsOf } from '../survey-rank.ts';
import type { Draft } from './draft.ts';
import { type Offer, offer, orNull } from './offer.ts';

const SearchArguments = z.object({
  text: z
    .string()
    .min(2)
    .describe('A name or a piece of text, to the letter; no pattern. A part of a path is found too.'),
  under: orNull(z.string()).describe('Only in files whose path begins like this. Null for all.'),
});

/** Lines of one answer, and of one file in it. */
const most = { lines: 80, ofFile: 6, paths: 20 };
/** Characters of a line. */
const lineLength = 200;

interface Hit {
  path: string;
  line: number;
  text: string;
  /** The line declares what was searched for. */
  isDeclaration: boolean;
}

/** Searching the tree with everything written so far: where a name is declared first, then wherever the text stands. */
export function searchCode(draft: Draft, { tree, settings }: { tree: Tree; settings: Settings }): Offer<never> {
  const description =
    'Finds a name or a text in the whole repository: declarations first, then other lines, and paths. Search before you read: it is how files are found.';
  return offer({ name: 'search_code', description, schema: SearchArguments }, async ({ text, under }) => {
    const texts = await textsOf(draft, { tree, settings, under: under ?? '' });
    const exact = hitsIn(texts, text, line => line.includes(text));
    const wanted = text.toLowerCase();
    const hits = exact.length > 0 ? exact : hitsIn(texts, text, line => line.toLowerCase().includes(wanted));
    const paths = [...texts.keys()].filter(path => path.toLowerCase().includes(wanted)).slice(0, most.paths);
    const note = `${JSON.stringify(text)} was searched for: ${hits.length} lines, ${paths.length} paths`;
    const found = [...(paths.length > 0 ? ['Paths:', ...paths, ''] : []), ...linesOf(hits)];
    const nothing = `Nothing holds ${JSON.stringify(text)}. Try a shorter text, or another name for it.`;
    return { kind: 'told', text: found.length > 0 ? found.join('\n') : nothing, note };
  });
}

async function textsOf(
  draft: Draft,
  { tree, settings, under }: { tree: Tree; settings: Settings; under: string },
): Promise<Map<string, string>> {
  const entries = candidatesOf(await tree.list(), { ...settings, relevantFiles: ['**'] });
  const paths = entries.map(({ path }) => path).filter(path => path.startsWith(under));
  const texts = new Map(await tree.readMany(paths));
  for (const { path, content } of draft.changes()) {
    if (content === null) texts.delete(path);
    else if (path.startsWith(under)) texts.set(path, content);
  }
  return new Map([...texts].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function hitsIn(texts: ReadonlyMap<string, string>, name: string, matches: (line: string) => boolean): Hit[] {
  const hits = [...texts].flatMap(([path, text]) => {
    if (!matches(text)) return [];
    const lines = text.split('\n').map((line, index) => ({ path, line: index + 1, text: line }));
    return lines
      .filter(line => matches(line.text))
      .map(line => ({ ...line, isDeclaration: symbolsOf(line.text).includes(name) }));
  });
  return [...hits.filter(({ isDeclaration }) => isDeclaration), ...hits.filter(({ isDeclaration }) => !isDeclaration)];
}

/** The hits as lines, no more than a few of each file, with how many were left out. */
function linesOf(hits: readonly Hit[]): string[] {
  const perFile = new Map<string, number>();
  const shown = hits.filter(({ path }) => {
    const count = (perFile.get(path) ?? 0) + 1;
    perFile.set(path, count);
    return count <= most.ofFile;
  });
  const lines = shown
    .slice(0, most.lines)
    .map(({ path, line, text }) => `${path}:${line}: ${text.trim().slice(0, lineLength)}`);
  const rest = hits.length - lines.length;
  return rest > 0 ? [...lines, `… and ${rest} lines more; search for something narrower.`] : lines;
}
