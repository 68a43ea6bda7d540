import { expect, it } from 'vitest';
import { parseSpec } from '../../src/referee/spec/parse.ts';
import { scopeOf } from '../../src/stages/scope.ts';

const touching = (...paths: string[]) => ({
  ...parseSpec('# Feature: Greet whoever lends\n'),
  relevantFiles: paths.map(path => ({ path, reason: '' })),
});

it.each([
  ['code before the configuration above it', ['library/Context.toml', 'package.json', 'library/desk.py'], 'desk'],
  ['the title where there is no code', ['README.md', '.github/redfirst.yml'], 'greet-whoever-lends'],
])('the scope of commits is %s', (_what, paths, scope) => {
  expect(scopeOf(touching(...paths), () => false)).toBe(scope);
});
