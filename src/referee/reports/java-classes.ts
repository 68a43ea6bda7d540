import { posix } from 'node:path';
import type { Place } from './place.ts';

/** Where the classes of a Java project stand. */
export interface JavaClasses {
  /** The file of a class, and the classes around it in there. */
  addressOf(name: string): { file: string; blocks: string[] };
  /** The file that a stack frame means; nothing for a class of somebody else. */
  pathOf(name: string, base: string): string | undefined;
}

/** Classes are found by their package, which is the directory that they stand in below some source root. */
export function javaClasses({ directory, sources }: Pick<Place, 'directory' | 'sources'>): JavaClasses {
  const inside = (path: string) => directory === '.' || path.startsWith(`${posix.normalize(directory)}/`);
  const paths = sources.paths.filter(path => path.endsWith('.java') && inside(path));
  const find = (wanted: string) => paths.find(path => path === wanted || path.endsWith(`/${wanted}`));
  return {
    addressOf(name) {
      const [outer = name, ...blocks] = name.split('$');
      const wanted = `${outer.replaceAll('.', '/')}.java`;
      return { file: find(wanted) ?? posix.join(directory, 'src/test/java', wanted), blocks };
    },
    pathOf(name, base) {
      const space = name.split('$', 1)[0]?.split('.').slice(0, -1).join('/') ?? '';
      return find(space ? `${space}/${base}` : base);
    },
  };
}
