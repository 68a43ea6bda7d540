import { posix } from 'node:path';
import type { FileChange } from '../domain/file-change.ts';
import type { ReportFormat } from '../domain/settings.ts';
import type { Perch } from './language.ts';
import { languageAt } from './languages.ts';

/** By what a test file imports, in this order: its runner, and a test of that runner that must fail. */
const scripts: [marker: RegExp, test: (name: string) => string][] = [
  [
    /from ['"]vitest['"]/,
    name => `import { expect, test } from 'vitest';\n\ntest('${name}', () => {\n  expect(2 + 2).toBe(5);\n});\n`,
  ],
  [
    /from ['"]@jest\/globals['"]/,
    name => `import { expect, test } from '@jest/globals';\n\ntest('${name}', () => {\n  expect(2 + 2).toBe(5);\n});\n`,
  ],
  [
    /from ['"]node:test['"]/,
    name =>
      `import assert from 'node:assert/strict';\nimport { test } from 'node:test';\n\ntest('${name}', () => {\n  assert.equal(2 + 2, 5);\n});\n`,
  ],
  [
    /require\(['"]node:test['"]\)/,
    name =>
      `const assert = require('node:assert/strict');\nconst { test } = require('node:test');\n\ntest('${name}', () => {\n  assert.equal(2 + 2, 5);\n});\n`,
  ],
];

const globalTests: Partial<Record<ReportFormat, (name: string) => string>> = {
  'jest-json': name => `test('${name}', () => {\n  expect(2 + 2).toBe(5);\n});\n`,
  'mocha-json': name => `it('${name}', () => {\n  throw new Error('2 + 2 is not 5');\n});\n`,
};

/**
 * A test that must fail, whatever the code under test does. `nonce` makes its name unforeseeable, so that a harness
 * cannot make an exception for it. Nothing for a runner that it cannot be written for.
 */
export function canaryFor(format: ReportFormat, perch: Perch, nonce: string): FileChange | undefined {
  const own = languageAt(perch.path)?.canary;
  if (own) return own(perch, nonce);
  const path = posix.join(posix.dirname(perch.path), nameLike(posix.basename(perch.path), nonce));
  if (format === 'junit-pytest') return { path, content: `def test_${nonce}() -> None:\n    assert 2 + 2 == 5\n` };
  const [, write = globalTests[format]] = scripts.find(([marker]) => marker.test(perch.text)) ?? [];
  return write && { path, content: write(nonce) };
}

/**
 * The same, to stand at the end of a file of tests: what that file loads with it, the code under test as well, must not
 * change what an assertion says. Nothing for a language whose canary is known to need a file of its own.
 */
export function canaryWithin(format: ReportFormat, { path, text }: Perch, nonce: string): string | undefined {
  if (languageAt(path)?.canary) return undefined;
  if (format === 'junit-pytest') return `\n\ndef test_${nonce}() -> None:\n    assert 2 + 2 == 5\n`;
  const name = `'${nonce}'`;
  const [, runner] = /from ['"](vitest|@jest\/globals)['"]/.exec(text) ?? [];
  const [expect, test, assert] = ['expect', 'test', 'assert'].map(word => `${word}${nonce}`);
  if (runner)
    return `\nimport { expect as ${expect}, test as ${test} } from '${runner}';\n\n${test}(${name}, () => {\n  ${expect}(2 + 2).toBe(5);\n});\n`;
  if (/from ['"]node:test['"]/.test(text))
    return `\nimport ${assert} from 'node:assert/strict';\nimport { test as ${test} } from 'node:test';\n\n${test}(${name}, () => {\n  ${assert}.equal(2 + 2, 5);\n});\n`;
  if (/require\(['"]node:test['"]\)/.test(text))
    return `\nrequire('node:test').test(${name}, () => {\n  require('node:assert/strict').equal(2 + 2, 5);\n});\n`;
  const write = globalTests[format];
  return write && `\n${write(nonce)}`;
}

/** A file name that the runner collects as it collects the other one. */
function nameLike(name: string, nonce: string): string {
  if (name.endsWith('.py')) return name.startsWith('test') ? `test_${nonce}.py` : `${nonce}_test.py`;
  return `${nonce}${name.slice(name.indexOf('.'))}`;
}
