import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { readSample } from '../../../demo/scripted-model/samples.ts';
import { describeWith } from '../../toolchains.ts';
import { openStory, type Story } from '../story.ts';
import { openRepository } from './cast.ts';

vi.setConfig({ testTimeout: 180_000 });

describeWith(['git', 'bubblewrap'], 'where no run can begin', () => {
  let story: Story;
  let directory: string;
  const title = 'A feature';
  const body = 'Please.';

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'redfirst-refusals-'));
    await writeFile(join(directory, 'README.md'), '# Words\n');
    story = await openStory();
  });
  afterEach(async () => {
    expect(story.modelCalls, 'nothing is asked of the model').toEqual([]);
    for (const repository of story.playground.state.repositories) {
      const { branches } = await story.playground.snapshot(repository);
      expect(Object.keys(branches).filter(name => name !== 'main')).toEqual([]);
    }
  });
  afterAll(async () => {
    await story.end();
    await rm(directory, { recursive: true, force: true });
  });

  const cannotStart = (issue: number) => [`reaction eyes on #${issue}`, 'comment: Redfirst cannot start'];

  it('an empty repository', async () => {
    const { writer, maintainer, said } = await openRepository(story, { name: 'empty' });
    const issue = await writer.openIssue({ title, body });
    await writer.label(issue);
    expect(await story.news()).toEqual(cannotStart(issue));
    expect(said(issue)).toMatchInlineSnapshot(`
      [
        "### Redfirst cannot start

      This repository has no commit yet. Push a first commit, then reply \`/retry\`.",
      ]
    `);

    await maintainer.call('PUT', '/contents/README.md', {
      message: 'begin',
      content: Buffer.from('# Words\n').toString('base64'),
    });
    await writer.say(issue, '/retry');
    expect(await story.news()).toEqual(['comment: Redfirst cannot start', 'reaction confused on "/retry"']);
    expect(said(issue)[0]).toContain('`tests.run`');
  });

  it('a repository in which nothing says how it is tested', async () => {
    const { writer, said } = await openRepository(story, { name: 'words', from: directory });
    const issue = await writer.openIssue({ title, body });
    await writer.label(issue);
    expect(await story.news()).toEqual(cannotStart(issue));
    expect(said(issue)).toMatchInlineSnapshot(`
      [
        "### Redfirst cannot start

      No tests of a runner that Redfirst knows were found. Looked at: \`pyproject.toml\`, \`package.json\`, \`go.mod\`, \`Cargo.toml\`, \`pom.xml\`.

      Set in \`.github/redfirst.yml\` on the default branch:

      - \`tests.run\`: Runs all tests and writes the report to \`$REDFIRST_OUT/<⁠reportFile>\`. For example \`uv run pytest -o junit_family=xunit1 --junitxml="$REDFIRST_OUT/report.xml"\`.
      - \`tests.report\`: How the report is read. For example \`junit-pytest\`.
      - \`tests.paths\`: Files that are tests. Only these are written before the tests are frozen, and none of them after. For example \`["tests/**/*.py"]\`.

      Then reply \`/retry\`.",
      ]
    `);
  });

  it('an archived repository, where nothing can be written and nothing is', async () => {
    const { writer, repository } = await openRepository(story, { name: 'archived', from: directory });
    const issue = await writer.openIssue({ title, body });
    for (const event of ['issues.labeled', 'issue_comment.created'])
      story.playground.orderFault({ match: { event }, effect: { do: 'delay', milliseconds: 500 } });
    await writer.label(issue);
    await writer.say(issue, '/aprove');
    repository.isArchived = true;
    const since = story.playground.requests.length;
    expect(await story.news()).toEqual([]);
    const writes = story.playground.requests
      .slice(since)
      .filter(({ byApp, operation }) => byApp && operation?.startsWith('mutation'));
    expect(writes).toEqual([]);
  });

  it('a label put on by somebody who may not write', async () => {
    const { directory: from } = await readSample('python-shelf');
    const { triager, writer, said } = await openRepository(story, { name: 'triaged', from });
    const issue = await triager.openIssue({ title, body: '' });
    await triager.label(issue);
    expect(await story.news()).toEqual(cannotStart(issue));
    expect(said(issue)).toMatchInlineSnapshot(`
      [
        "### Redfirst cannot start

      The label \`tdd-feature\` was put on by triager, who may not start a run here: that is for people with write access. One of them can take the label off and put it on again.",
      ]
    `);

    await triager.say(issue, '/retry');
    expect(await story.news()).toEqual(['reaction -1 on "/retry"']);

    await writer.unlabel(issue);
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: Cancelled: the label was removed",
      ]
    `);
    await writer.label(issue);
    expect(await story.news()).toEqual(['comment: Redfirst cannot start']);
    expect(said(issue)).toMatchInlineSnapshot(`
      [
        "### Redfirst cannot start

      The issue has no description. Say what the feature is for and how to tell that it works, then reply \`/retry\`.",
      ]
    `);

    await writer.say(issue, '/aprove');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "reaction confused on "/aprove"",
        "comment: \`/aprove\` is no command of mine. Did you mean \`/approve\`?",
      ]
    `);
    expect(said(issue)[1]).toMatchInlineSnapshot(`"\`/aprove\` is no command of mine. Did you mean \`/approve\`?"`);

    const asked = story.modelCalls.length;
    await triager.call('PATCH', `/issues/${issue}`, { body: 'Favourites, please.' });
    expect(await story.news()).toEqual(['comment: Redfirst cannot start']);
    expect(said(issue)[0]).toContain('by somebody without write access. Read it, then reply `/retry`');
    expect(story.modelCalls).toHaveLength(asked);
  });
});
