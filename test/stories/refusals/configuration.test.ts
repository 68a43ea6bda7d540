import { afterEach, expect, it, vi } from 'vitest';
import { readSample } from '../../../demo/scripted-model/samples.ts';
import { describeWith } from '../../toolchains.ts';
import { openStory, type Story } from '../story.ts';
import { saidOn } from './cast.ts';

vi.setConfig({ testTimeout: 180_000 });

const path = '.github/redfirst.yml';

describeWith(['git', 'bubblewrap', 'pytest'], 'a configuration that is not valid', () => {
  let story: Story;
  afterEach(() => story.end());

  it('is said in one comment that is kept true, and nothing else is done until it is mended', async () => {
    story = await openStory();
    const { issue } = await readSample('python-shelf');
    let good = '';
    await story.maintainer.edit('main', path, text => {
      good = text;
      return 'label: tdd-feature\nladder: [\n';
    });
    const number = await story.writer.openIssue(issue);
    await story.writer.label(number);
    expect(await story.news()).toEqual([`reaction eyes on #${number}`, 'comment: Redfirst cannot start']);
    expect(saidOn(story, number)).toMatchInlineSnapshot(`
      "### Redfirst cannot start

      \`.github/redfirst.yml\` on the default branch is not valid:

      - \`line 3, column 1\`: found Flow sequence in block collection must be sufficiently indented and end with a ]; allowed: YAML 1.2, each key once.

      Mend the file, then reply \`/retry\`."
    `);

    const mistakes: [string, string][] = [
      ['keys that nobody knows', 'lable: tdd\ntests:\n  comand: pytest\n'],
      ['values of another kind', 'approval: yes\ntests:\n  timeout: ten minutes\nprotected: "**"\n'],
      ['a path that leaves the repository', 'root: ../elsewhere\n'],
      ['a base that is not there', 'base: develop\n'],
    ];
    const said: Record<string, string> = {};
    for (const [what, text] of mistakes) {
      await story.maintainer.edit('main', path, () => text);
      await story.writer.say(number, '/retry');
      expect(await story.news()).toEqual(['comment: Redfirst cannot start', 'reaction confused on "/retry"']);
      said[what] = saidOn(story, number);
    }
    expect(said).toMatchInlineSnapshot(`
      {
        "a base that is not there": "### Redfirst cannot start

      \`base: develop\` in \`.github/redfirst.yml\` names a branch that does not exist. Create it or change the key, then reply \`/retry\`.",
        "a path that leaves the repository": "### Redfirst cannot start

      \`.github/redfirst.yml\` on the default branch is not valid:

      - \`root\`: found \`"../elsewhere"\`; allowed: path inside the repository.

      Mend the file, then reply \`/retry\`.",
        "keys that nobody knows": "### Redfirst cannot start

      \`.github/redfirst.yml\` on the default branch is not valid:

      - \`tests.comand\`: found an unknown key; allowed: \`command\`, \`run\`, \`report\`, \`reportFile\`, \`paths\`, \`harness\`, \`environment\` or \`timeout\`.
      - \`lable\`: found an unknown key; allowed: \`label\`, \`stepLabel\`, \`base\`, \`approval\`, \`root\`, \`relevantFiles\`, \`setup\`, \`tests\`, \`ladder\`, \`coverage\`, \`hammer\`, \`services\`, \`docs\`, \`addDependency\`, \`otherWork\`, \`checks\`, \`mutation\`, \`heldOut\`, \`waivers\`, \`budget\` or \`protected\`.

      Mend the file, then reply \`/retry\`.",
        "values of another kind": "### Redfirst cannot start

      \`.github/redfirst.yml\` on the default branch is not valid:

      - \`approval\`: found \`"yes"\`; allowed: \`required\` or \`auto\`.
      - \`tests.timeout\`: found \`"ten minutes"\`; allowed: whole number from 1 to 3600.
      - \`protected\`: found \`"**"\`; allowed: non-empty list, each item a glob inside the repository.

      Mend the file, then reply \`/retry\`.",
      }
    `);
    await story.writer.say(number, '/retry');
    expect(await story.news()).toEqual(['reaction confused on "/retry"']);
    expect(story.modelCalls).toEqual([]);

    await story.maintainer.edit('main', path, () => good);
    await story.writer.say(number, '/retry');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: The plan waits for your approval",
        "reaction +1 on "/retry"",
        "commit on tdd/1-mark-a-book-as-favourite-and-list-favour: docs(spec): plan Favourite books",
        "check redfirst/spec: success on "docs(spec): plan Favourite books"",
      ]
    `);
  });

  it('is said under the label that it names itself, and does not end a run', async () => {
    story = await openStory();
    const { issue } = await readSample('python-shelf');
    let good = '';
    await story.maintainer.edit('main', path, text => {
      good = `label: build it\n${text}`;
      return `${good}nonsense: true\n`;
    });
    const number = await story.writer.openIssue(issue);
    await story.writer.label(number, 'build it');
    expect(await story.news()).toEqual([`reaction eyes on #${number}`, 'comment: Redfirst cannot start']);

    await story.maintainer.edit('main', path, () => good);
    await story.writer.unlabel(number, 'build it');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: Cancelled: the label was removed",
      ]
    `);
    await story.writer.label(number, 'build it');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: The plan waits for your approval",
        "commit on tdd/1-mark-a-book-as-favourite-and-list-favour: docs(spec): plan Favourite books",
        "check redfirst/spec: success on "docs(spec): plan Favourite books"",
      ]
    `);

    await story.maintainer.edit('main', path, () => `${good}nonsense: true\n`);
    await story.writer.say(number, '/approve');
    expect(await story.news()).toEqual(['comment: Redfirst cannot go on']);
    await story.writer.say(number, '/status');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "reaction +1 on "/status"",
        "comment: **Redfirst cannot go on.** \`.github/redfirst.yml\` on the default branch is not valid:",
      ]
    `);

    await story.maintainer.edit('main', path, () => good);
    await story.writer.say(number, '/retry');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: The tests are red for the right reason",
        "reaction +1 on "/approve"",
        "reaction +1 on "/retry"",
        "pull request (draft): feat: Favourite books",
        "commit on tdd/1-mark-a-book-as-favourite-and-list-favour: test(service): add tests for Favourite books",
        "check redfirst/spec: success on "test(service): add tests for Favourite books"",
        "check redfirst/red: success on "test(service): add tests for Favourite books"",
      ]
    `);
  });
});
