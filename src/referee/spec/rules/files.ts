import type { Finding } from '../../../domain/finding.ts';
import { newFilesHeading } from '../format.ts';
import type { Outline } from '../outline.ts';
import type { LocatedFile } from '../parse.ts';
import { newFilesOf, relevantFilesOf } from '../parse.ts';
import { refusal } from './refusal.ts';

const refuse = refusal('spec-files');

/** Relevant files are in the tree, new ones are not yet, and each has its reason. */
export function fileFindings(outline: Outline, paths: ReadonlySet<string>): Finding[] {
  const relevant = relevantFilesOf(outline);
  const fresh = newFilesOf(outline);
  const none = outline.sections.find(({ name }) => name === 'Relevant Files');
  return [
    ...(none && relevant.length === 0 ? [refuse(none.line, 'No relevant file is listed.', 'List at least one.')] : []),
    ...relevant.flatMap(file => (paths.has(file.path) ? [] : invented(file, paths))),
    ...fresh.flatMap(file => notNew(file, paths)),
    ...[...relevant, ...fresh].filter(({ reason }) => reason === '').map(withoutReason),
  ];
}

/** Existing files that the repository keeps out of plans. */
export function limitFindings(outline: Outline, limit: ((path: string) => boolean) | undefined): Finding[] {
  if (!limit) return [];
  return relevantFilesOf(outline)
    .filter(({ path }) => !limit(path))
    .map(({ path, line }) =>
      refuse(
        line,
        `\`${path}\` is none of the \`relevantFiles\` of this repository.`,
        'Plan without it, or have the configuration name it.',
      ),
    );
}

function invented({ path, line }: LocatedFile, paths: ReadonlySet<string>): Finding {
  const problem = `\`${path}\` is not in the repository.`;
  const prefix = `${path.replace(/[/*]+$/, '')}/`;
  if ([...paths].some(existing => existing.startsWith(prefix)))
    return refuse(line, `\`${path}\` is a folder.`, 'Name the files in it that the feature needs.');
  const nearest = nearestPath(path, paths);
  const meant = nearest ? `Did you mean \`${nearest}\`? ` : '';
  return refuse(line, problem, `${meant}A file to be created belongs under \`### ${newFilesHeading}\`.`);
}

function notNew({ path, line }: LocatedFile, paths: ReadonlySet<string>): Finding[] {
  if (!isPlainPath(path))
    return [
      refuse(line, `\`${path}\` is not a path in the repository.`, 'Write it from the root, with forward slashes.'),
    ];
  if (!paths.has(path)) return [];
  return [refuse(line, `\`${path}\` exists already.`, `Move it out of \`### ${newFilesHeading}\`.`)];
}

function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  return (
    /^[^\\:*?"<>|]+$/.test(path) &&
    parts.every(part => part !== '' && part !== '.' && part !== '..' && !/^\.git$/i.test(part))
  );
}

function withoutReason({ path, line }: LocatedFile): Finding {
  return refuse(line, `\`${path}\` has no reason.`, 'Say behind it, in one sentence, why the feature needs it.');
}

/** The path most like this one, by the share of character pairs (Sørensen–Dice); nothing when none is near. */
export function nearestPath(path: string, paths: ReadonlySet<string>): string | undefined {
  const wanted = pairsOf(path);
  let best: { path: string; score: number } | undefined;
  for (const candidate of paths) {
    const pairs = pairsOf(candidate);
    const shared = [...wanted].filter(pair => pairs.has(pair)).length;
    const score = (2 * shared) / (wanted.size + pairs.size);
    if (score > (best?.score ?? 0.5)) best = { path: candidate, score };
  }
  return best?.path;
}

function pairsOf(text: string): Set<string> {
  const lower = text.toLowerCase();
  return new Set(Array.from({ length: Math.max(0, lower.length - 1) }, (_, index) => lower.slice(index, index + 2)));
}
