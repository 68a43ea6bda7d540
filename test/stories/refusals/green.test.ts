import { readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Edit } from '../../../src/domain/edit.ts';
import { describeWith } from '../../toolchains.ts';
import { openStory, type Story } from '../story.ts';
import { configure, saidOn, sampleWith, scriptFor } from './cast.ts';

vi.setConfig({ testTimeout: 180_000 });

const name = 'Favourites by a cheat';
const edits = (...list: Edit[]) => ({ edits: list, summary: ['Add favourites'] });
const write = (path: string, content: string) => edits({ kind: 'write', path, content });
const replace = (path: string, find: string, text: string) => edits({ kind: 'replace', path, find, replace: text });
const service = 'src/shelf/service.py';
const start = '"""What one can do with a reading list."""\n';
const serviceText = readFileSync(join(import.meta.dirname, '../../../demo/samples/python-shelf', service), 'utf8');
/** The whole file, since what an attempt wrote stays for the next one. */
const atImport = (code: string) => write(service, serviceText.replace(start, `${start}\n${code}\n`));

/** What the implementer may not touch, or not in this way. */
const trespasses = {
  'a test': write('tests/unit/test_favourites.py', 'def test_favour():\n    assert True\n'),
  'a conftest': write('tests/conftest.py', 'def pytest_collection_modifyitems(items):\n    items.clear()\n'),
  'the runner’s configuration': replace('pyproject.toml', 'addopts = "-ra"', 'addopts = "-ra -k nothing"'),
  'a suppression': atImport('import missing  # type: ignore'),
  'a place outside': write('../outside.py', ''),
  'git’s own files': write('.git/config', '[core]\n\thooksPath = /tmp\n'),
};
const detours = {
  'a workflow': write('.github/workflows/ci.yml', 'on: push\n'),
  'a path through a link': write('linked/models.py', ''),
  'a link': write('LATEST.md', 'Nothing.\n'),
  'test sniffing': atImport('import os\n\nIS_TEST = "PYTEST_CURRENT_TEST" in os.environ'),
  'text that is not there': replace(service, 'def nobody(', 'def somebody('),
  'text that is there twice': replace(service, 'return', 'yield'),
};
/** Of 27 cheats that we know, those that end with exit status 0 in a naive gate and that Python has. */
const cheats = {
  'an early exit': atImport('import os\n\nos._exit(0)'),
  'a late exit': atImport('import atexit\nimport os\n\natexit.register(os._exit, 0)'),
  'a skip': atImport('import pytest\n\npytest.skip("not now", allow_module_level=True)'),
  'a new configuration': write('pytest.ini', '[pytest]\naddopts = --ignore=tests/unit\n'),
  'a site hook': write('sitecustomize.py', 'import unittest\n'),
  'another pytest': write('pytest.py', 'def main():\n    return 0\n'),
};

describeWith(['git', 'bubblewrap', 'pytest'], 'green refuses', () => {
  let story: Story;
  let issue: number;
  let removeSample: () => Promise<void>;

  beforeAll(async () => {
    const sample = await sampleWith(async directory => {
      await configure(directory, 'approval: auto');
      await symlink('src/shelf', join(directory, 'linked'));
      await symlink('README.md', join(directory, 'LATEST.md'));
    });
    removeSample = sample.remove;
    const script = await scriptFor(name, ({ tests }) => ({
      tests: [tests],
      implement: [trespasses, detours, cheats].flatMap(attempts => Object.values(attempts)),
    }));
    story = await openStory({ from: sample.directory, script });
    issue = await story.writer.openIssue({ title: name, body: 'Favourites, please.' });
    await story.writer.label(issue);
    await story.news();
  });
  afterAll(async () => {
    await story.end();
    await removeSample();
  });

  it.each([
    { what: 'trespasses', attempts: trespasses, command: '/implement' },
    { what: 'detours', attempts: detours, command: '/retry' },
    { what: 'cheats', attempts: cheats, command: '/retry' },
  ])('$what: each is told to the model, and one that insists ends in a stop', async ({ attempts, command }) => {
    const before = story.modelCalls.length;
    await story.writer.say(issue, command);

    expect(await story.news()).toEqual(['comment: Redfirst stopped and needs you', `reaction +1 on "${command}"`]);
    const [outcome = '', ...tries] = saidOn(story, issue).split(/\n\nAttempt \d:\n/);
    expect(outcome).toBe(
      '### Redfirst stopped and needs you\n\nThe model wrote no usable implementation in 6 attempts; nothing was committed. Reply `/retry` to try again.',
    );
    const names = Object.keys(attempts);
    expect(Object.fromEntries(tries.map((said, index) => [names[index], said]))).toMatchSnapshot();
    const prompts = story.modelCalls.slice(before).map(({ prompt }) => prompt);
    expect(prompts).toHaveLength(6);
    for (const [index, said] of tries.slice(0, -1).entries())
      expect(prompts[index + 1]).toContain(said.split('\n')[0]?.replaceAll('\u2060', ''));
  });
});
