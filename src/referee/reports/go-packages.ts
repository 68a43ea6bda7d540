import { posix } from 'node:path';
import type { Place } from './place.ts';

/** Where the tests of a Go module stand, as its sources show it. */
export interface GoPackages {
  /** The file that declares a test; the package's directory where none is known to. */
  fileOf(name: string, test: string): string;
  /** The glob of a package's test files. */
  globOf(name: string): string;
  /** Every test file of a package. */
  filesOf(name: string): string[];
  /** The test files of a package that declare a test which is not among these. */
  filesWithout(name: string, began: ReadonlySet<string>): string[];
}

const declaration = /^func ((?:Test|Fuzz|Example)\w*)\(/gm;

/** Reads which test stands where. An import path is the module's path and the directory below it (go.dev/ref/mod). */
export function goPackages({ directory, sources }: Pick<Place, 'directory' | 'sources'>): GoPackages {
  const root = posix.normalize(directory);
  const manifest = sources.texts.get(posix.join(root, 'go.mod')) ?? '';
  const module = /^module\s+"?([^\s"]+)/m.exec(manifest)?.[1];
  const tests = [...sources.texts].filter(([path]) => path.endsWith('_test.go'));
  const declared = new Map(tests.map(([path, text]) => [path, [...text.matchAll(declaration)].map(match => match[1])]));
  const directoryOf = (name: string) => {
    const isInside = module !== undefined && (name === module || name.startsWith(`${module}/`));
    return posix.join(root, isInside ? name.slice(module.length + 1) : name);
  };
  const filesOf = (name: string) => {
    const place = directoryOf(name.replace(/_test$/, ''));
    return [...declared.keys()].filter(path => posix.dirname(path) === place);
  };
  return {
    filesOf,
    globOf: name => posix.join(directoryOf(name), '*_test.go'),
    fileOf: (name, test) => filesOf(name).find(path => declared.get(path)?.includes(test)) ?? directoryOf(name),
    filesWithout: (name, began) =>
      filesOf(name).filter(path => declared.get(path)?.some(test => test !== 'TestMain' && !began.has(test ?? ''))),
  };
}
