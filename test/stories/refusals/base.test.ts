import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { describeWith } from '../../toolchains.ts';
import { openStory, type Story } from '../story.ts';
import { configure, saidOn, sampleWith, scriptFor } from './cast.ts';

vi.setConfig({ testTimeout: 180_000 });

const name = 'Favourites on a shaky shelf';
const hanging = {
  files: [{ path: 'tests/unit/test_favourites.py', content: 'def test_favour():\n    while True:\n        pass\n' }],
};

describeWith(['git', 'bubblewrap', 'pytest'], 'red refuses', () => {
  let story: Story;
  let removeSample: () => Promise<void>;
  afterEach(async () => {
    await story.end();
    await removeSample();
  });

  async function open(
    change: (directory: string) => Promise<unknown>,
    replies: Parameters<typeof scriptFor>[1],
  ): Promise<number> {
    const sample = await sampleWith(async directory => {
      await configure(directory, 'approval: auto\ntests:\n  timeout: 15');
      await change(directory);
    });
    removeSample = sample.remove;
    story = await openStory({ from: sample.directory, script: await scriptFor(name, replies) });
    const issue = await story.writer.openIssue({ title: name, body: 'Favourites, please.' });
    await story.writer.label(issue);
    return issue;
  }

  it('a suite that was red before, until somebody says to go on', async () => {
    const old = 'def test_wrong():\n    assert "Emma" == "Dune"\n';
    const broken = 'import nothing_of_that_name\n\n\ndef test_lost():\n    assert nothing_of_that_name.x == 1\n';
    const issue = await open(
      async directory => {
        await writeFile(join(directory, 'tests/unit/test_old.py'), old);
        await writeFile(join(directory, 'tests/unit/test_broken.py'), broken);
      },
      ({ tests }) => ({ tests: ['junk', 'junk', 'junk', 'junk', tests] }),
    );
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "reaction eyes on #1",
        "comment: Redfirst stopped and needs you",
        "commit on tdd/1-favourites-on-a-shaky-shelf: docs(spec): plan Favourites on a shaky shelf",
        "check redfirst/spec: success on "docs(spec): plan Favourites on a shaky shelf"",
      ]
    `);
    expect(saidOn(story, issue)).toMatchInlineSnapshot(`
      "### Redfirst stopped and needs you

      The suite is red before anything was added:

      - \`tests/unit/test_old.py::test_wrong\`: assert 'Emma' == 'Dune'
      - \`tests/unit/test_broken.py\` cannot be loaded: No module named 'nothing_of_that_name'

      Mend it on \`main\` and merge that into \`tdd/1-favourites-on-a-shaky-shelf\`, or reply \`/retry\` to go on: these are then recorded as red at base, and excuse no new failure."
    `);
    expect(story.modelCalls.map(call => call.name)).toEqual(['analysis', 'plan']);

    await story.writer.say(issue, '/retry');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: Redfirst stopped and needs you",
        "reaction +1 on "/retry"",
      ]
    `);
    expect(saidOn(story, issue)).toMatchInlineSnapshot(`
      "### Redfirst stopped and needs you

      The model wrote no usable tests in 4 attempts; nothing was committed. Reply \`/retry\` to try again.

      Attempt 1:
      - The answer does not have the required form: The answer is not JSON.

      Attempt 2:
      - The answer does not have the required form: The answer is not JSON.

      Attempt 3:
      - The answer does not have the required form: The answer is not JSON.

      Attempt 4:
      - The answer does not have the required form: The answer is not JSON."
    `);

    await story.writer.say(issue, '/retry');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: The tests are red for the right reason",
        "reaction +1 on "/retry"",
        "pull request (draft): feat: Favourites on a shaky shelf",
        "commit on tdd/1-favourites-on-a-shaky-shelf: test(service): add tests for Favourites on a shaky shelf",
        "check redfirst/spec: success on "test(service): add tests for Favourites on a shaky shelf"",
        "check redfirst/red: success on "test(service): add tests for Favourites on a shaky shelf"",
      ]
    `);
    const [repository] = story.playground.state.repositories;
    const check = repository?.suites.flatMap(({ runs }) => runs).find(run => run.name === 'redfirst/red');
    expect(check?.summary?.split('\n').filter(line => line.includes('red at base'))).toMatchInlineSnapshot(`
      [
        "| ⚠️ | \`tests/unit/test_old.py::test_wrong\` | red at base, before this feature |",
        "| ⚠️ | \`tests/unit/test_broken.py\` | red at base, before this feature |",
      ]
    `);
  });

  it('tests that do not end', async () => {
    const issue = await open(
      async () => {},
      ({ tests }) => ({ tests: [hanging, tests] }),
    );
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "reaction eyes on #1",
        "comment: The tests are red for the right reason",
        "pull request (draft): feat: Favourites on a shaky shelf",
        "commit on tdd/1-favourites-on-a-shaky-shelf: docs(spec): plan Favourites on a shaky shelf",
        "commit on tdd/1-favourites-on-a-shaky-shelf: test(service): add tests for Favourites on a shaky shelf",
        "check redfirst/spec: success on "docs(spec): plan Favourites on a shaky shelf"",
        "check redfirst/spec: success on "test(service): add tests for Favourites on a shaky shelf"",
        "check redfirst/red: success on "test(service): add tests for Favourites on a shaky shelf"",
      ]
    `);
    expect(story.modelCalls.at(-1)?.prompt).toContain('did not end within the time they may take');
    expect(story.status(issue)).toContain('reply `/implement`');
  });
});
