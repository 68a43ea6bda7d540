import { expect, it } from 'vitest';
import { readConfig } from '../../src/engine/read-config.ts';
import { settingsOf } from '../../src/engine/settings-of.ts';
import { project, treeOf } from './fakes.ts';

function configOf(text: string) {
  const read = readConfig(text);
  if (read.kind === 'invalid') throw new Error(read.problems);
  return read.config;
}

it('detects from the tree, below the configured root, and lets the file have the last word', async () => {
  const nested = {
    'package.json': '{}',
    ...Object.fromEntries(Object.entries(project).map(([path, text]) => [`api/${path}`, text])),
  };
  const read = await settingsOf(configOf('root: api\ntests: { timeout: 42 }'), treeOf(nested));
  expect(read).toMatchObject({ kind: 'ok', settings: { language: 'python', root: 'api', tests: { timeout: 42 } } });
});

it('says what to set where nothing is detected', async () => {
  const read = await settingsOf(configOf(''), treeOf({ 'main.cob': '' }));
  expect(read.kind).toBe('undetected');
  expect('missing' in read && read.missing).toContain('tests');
});

it('needs no detection where the file says everything', async () => {
  const file = 'tests: { run: make test, report: junit-pytest, paths: ["t/**"] }\ncoverage: off';
  const read = await settingsOf(configOf(file), treeOf({ 'main.cob': '' }));
  expect(read).toMatchObject({ kind: 'ok', settings: { tests: { run: 'make test', paths: ['t/**'] } } });
});
