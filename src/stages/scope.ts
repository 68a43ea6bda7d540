import { slugOf } from '../domain/feature.ts';
import type { Spec } from '../domain/spec.ts';

/**
 * The scope of a feature's commits (Conventional Commits): the name of the first file that the plan creates or touches
 * outside tests, without its extension.
 */
export function scopeOf(spec: Spec, isTest: (path: string) => boolean): string {
  const file = [...spec.newFiles, ...spec.relevantFiles].find(
    ({ path }) => /\.\w+$/.test(path) && !/\.(md|rst|txt)$/.test(path) && !isTest(path),
  );
  const name = file?.path
    .split('/')
    .at(-1)
    ?.replace(/\.\w+$/, '');
  return slugOf(name && name !== 'index' && name !== '__init__' ? name : spec.title).slice(0, 20);
}
