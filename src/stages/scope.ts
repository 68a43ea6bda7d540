import { slugOf } from '../domain/feature.ts';
import type { Spec } from '../domain/spec.ts';

/** Documents and configuration. */
const beside = /\.(?:md|rst|txt|toml|ya?ml|json|ini|cfg|lock)$/;

/**
 * The scope of a feature's commits (Conventional Commits): the name of the first file of code that the plan creates or
 * touches outside tests, without its extension.
 */
export function scopeOf(spec: Spec, isTest: (path: string) => boolean): string {
  const file = [...spec.newFiles, ...spec.relevantFiles].find(
    ({ path }) => /\.\w+$/.test(path) && !beside.test(path) && !isTest(path),
  );
  const name = file?.path
    .split('/')
    .at(-1)
    ?.replace(/\.\w+$/, '');
  return slugOf(name && name !== 'index' && name !== '__init__' ? name : spec.title).slice(0, 20);
}
