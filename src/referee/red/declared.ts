import { posix } from 'node:path';
import type { Spec } from '../../domain/spec.ts';
import { languageAt } from '../../languages/languages.ts';

/** What a spec says will exist: the words of its code spans and the paths of its new files. */
export type Declarations = Pick<Spec, 'codeSpans' | 'newFiles'>;

const word = /[\p{L}\p{N}_$]+/gu;

/** Whether the spec names a symbol in a code span, whole and to the letter, or a new file that is called so. */
export function declaresSymbol(spec: Declarations, symbol: string): boolean {
  const isNamed = spec.codeSpans.some(span => !isPath(span) && span.match(word)?.includes(symbol));
  return isNamed || promisedFiles(spec).some(path => posix.basename(stemOf(path)) === symbol);
}

/** A module that could not be found: a Python module, or what a script imports, relative to the importing file. */
export interface WantedModule {
  specifier: string;
  importer: string;
  /** The project's directory; paths in a spec may or may not begin with it. */
  root: string;
}

/** Whether a module that cannot be found is one that the spec promises: a new file has its path, or lies in the package. */
export function declaresModule(spec: Declarations, wanted: WantedModule): boolean {
  if (spec.codeSpans.includes(wanted.specifier)) return true;
  const segments = segmentsOf(wanted);
  return segments.length > 0 && promisedFiles(spec).some(path => holdsModule(stemOf(path).split('/'), segments));
}

/** The file among `paths` that a module is; the shortest one, where a package root could lie in several places. */
export function fileOfModule(paths: readonly string[], wanted: WantedModule): string | undefined {
  const segments = segmentsOf(wanted);
  const isIt = (path: string) => {
    const stem = stemOf(path).split('/');
    return segments.length > 0 && segments.every((part, index) => stem[stem.length - segments.length + index] === part);
  };
  return paths.filter(isIt).sort((left, right) => left.length - right.length)[0];
}

/** Files that the spec says will be there. */
export const promisedFiles = (spec: Declarations): string[] => [
  ...spec.newFiles.map(file => file.path),
  ...spec.codeSpans.filter(isPath),
];

const isPath = (span: string): boolean => /^[\w@.-]+(?:\/[\w.-]+)+\.\w+$/.test(span);

/** A package root may lie below the repository's root (`src/`, `packages/x/`), so the module may begin further in. */
function holdsModule(stem: string[], wanted: string[]): boolean {
  const isAt = (start: number) => wanted.every((part, index) => stem[start + index] === part);
  return stem.some((_, start) => start + wanted.length <= stem.length && isAt(start));
}

function segmentsOf({ specifier, importer, root }: WantedModule): string[] {
  const modulePath = languageAt(importer)?.modulePath;
  if (modulePath) return modulePath(specifier);
  const isRelative = /^\.\.?(\/|$)/.test(specifier);
  const path = isRelative ? posix.join(posix.dirname(importer), specifier) : specifier.replace(/^[@~#]\//, '');
  const inside = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  return stemOf(inside).split('/').filter(Boolean);
}

/** A path without its ending, and without the file that stands for its directory. */
function stemOf(path: string): string {
  const whole = path.replace(/\/(?:mod|lib)\.rs$/, '.rs');
  return whole.replace(/\.(d\.)?(py|pyi|[cm]?[jt]sx?|go|rs|java)$/, '').replace(/\/(__init__|index)$/, '');
}
