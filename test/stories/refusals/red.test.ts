import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { TestsReply } from '../../../src/domain/edit.ts';
import { describeWith } from '../../toolchains.ts';
import { openStory, type Story } from '../story.ts';
import { configure, saidOn, sampleWith, scriptFor } from './cast.ts';

vi.setConfig({ testTimeout: 180_000 });

type Files = TestsReply['files'];

const unit = 'tests/unit/test_favourites.py';
const criteria = 'AC-1, AC-2, AC-3, AC-4, AC-5 and AC-6';

const only = (content: string, path = unit): TestsReply => ({ files: [{ path, content }], heldOut: [] });
const change = (files: Files, edit: (content: string) => string): TestsReply => ({
  files: files.map(file => (file.path === unit ? { ...file, content: edit(file.content) } : file)),
  heldOut: [],
});

const syntaxError = only(`def test_favour(:\n    """${criteria}"""\n`);
const wrongImport = only(`import stars\n\ndef test_favour():\n    """${criteria}"""\n    assert stars.count() == 1\n`);
const touchedSource = only('FAVOURITES = []\n', 'src/shelf/favourites.py');
const outside = only(`def test_favour():\n    """${criteria}"""\n    assert False\n`, 'checks/favourites.py');
const pinOnly = only(`def test_shelf():\n    """${criteria}"""\n    import shelf\n    assert shelf.Shelf\n`);
const withoutAc2 = (files: Files) => change(files, content => content.replaceAll('AC-2', 'The rule'));
const skipping = (files: Files) =>
  change(files, content =>
    content.replace('    def test_the_mark_can', '    @pytest.mark.skip\n    def test_the_mark_can'),
  );
const flaky = (files: Files) => ({
  files: [
    ...files,
    {
      path: 'tests/unit/test_luck.py',
      content:
        'import random\n\nimport pytest\n\n\n@pytest.mark.parametrize("turn", range(32))\ndef test_luck(turn):\n    assert random.random() < 0.5\n',
    },
  ],
});

const places = 'Tests in the wrong place';
const reasons = 'Tests that prove nothing';

describeWith(['git', 'bubblewrap', 'pytest'], 'red refuses', () => {
  let story: Story;
  let removeSample: () => Promise<void>;

  beforeAll(async () => {
    const { directory, remove } = await sampleWith(sample => configure(sample, 'approval: auto'));
    removeSample = remove;
    const scripts = await Promise.all([
      scriptFor(places, ({ tests }) => ({ tests: [syntaxError, wrongImport, touchedSource, outside, tests] })),
      scriptFor(reasons, ({ tests: { files } }) => ({
        tests: [withoutAc2(files), pinOnly, skipping(files), flaky(files)],
      })),
    ]);
    story = await openStory({ from: directory, scripts });
  });
  afterAll(async () => {
    await story.end();
    await removeSample();
  });

  /** What the model was told of its attempts, in order. */
  const toldTo = (name: string) =>
    story.modelCalls.filter(call => call.name === 'tests' && call.prompt.includes(name)).map(({ prompt }) => prompt);

  it('a syntax error, an import that no plan declares, source files and files outside the test paths', async () => {
    const issue = await story.writer.openIssue({ title: places, body: 'Favourites, please.' });
    await story.writer.label(issue);

    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "reaction eyes on #1",
        "comment: Redfirst stopped and needs you",
        "commit on tdd/1-tests-in-the-wrong-place: docs(spec): plan Tests in the wrong place",
        "check redfirst/spec: success on "docs(spec): plan Tests in the wrong place"",
      ]
    `);
    expect(saidOn(story, issue)).toMatchInlineSnapshot(`
      "### Redfirst stopped and needs you

      The model wrote no usable tests in 4 attempts; nothing was committed. Reply \`/retry\` to try again.

      Attempt 1:
      - tests/unit/test_favourites.py:1: \`tests/unit/test_favourites.py\`: cannot be read: SyntaxError: invalid syntax. Let the test load and fail by an assertion on what the code under test answers.
      - tests/unit/test_favourites.py:1: \`tests/unit/test_favourites.py::test_favour\` asserts nothing. Assert what the code under test answers; a constant is not an answer.

      Attempt 2:
      - tests/unit/test_favourites.py:3: \`tests/unit/test_favourites.py\`: module \`stars\` is missing and the spec names no new file for it: ModuleNotFoundError: No module named 'stars'. Use only what the repository and its sandbox have: no network, no missing package, no missing fixture.

      Attempt 3:
      - src/shelf/favourites.py: \`src/shelf/favourites.py\` is not among the files that this stage may change. Leave this path out, or let a person change it.

      Attempt 4:
      - checks/favourites.py: \`checks/favourites.py\` is not among the files that this stage may change. Leave this path out, or let a person change it."
    `);
    const told = toldTo(places);
    expect(told).toHaveLength(4);
    expect(told[1]).toContain('SyntaxError');
    expect(told[2]).toContain('`stars`');
    expect(told[3]).toContain('src/shelf/favourites.py');

    await story.writer.say(issue, '/retry');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: The tests are red for the right reason",
        "reaction +1 on "/retry"",
        "pull request (draft): feat: Tests in the wrong place",
        "commit on tdd/1-tests-in-the-wrong-place: test(service): add tests for Tests in the wrong place",
        "check redfirst/spec: success on "test(service): add tests for Tests in the wrong place"",
        "check redfirst/red: success on "test(service): add tests for Tests in the wrong place"",
      ]
    `);
  });

  it('a criterion without a failing test, a pin alone, a skip and a flaky test', async () => {
    const issue = await story.writer.openIssue({ title: reasons, body: 'Favourites, please.' });
    await story.writer.label(issue);

    expect(await story.news()).toEqual([
      `reaction eyes on #${issue}`,
      'comment: Redfirst stopped and needs you',
      `commit on tdd/${issue}-tests-that-prove-nothing: docs(spec): plan Tests that prove nothing`,
      'check redfirst/spec: success on "docs(spec): plan Tests that prove nothing"',
    ]);
    const [, withoutTest, pin, skip, luck] = saidOn(story, issue).split(/^Attempt \d:\n/m);
    expect(withoutTest).toMatchInlineSnapshot(`
      "- AC-2 ("Taking the mark off returns the book without it, also for a book that had none.") is named by no test. Let a test that fails until the feature exists name AC-2 in its name, its docstring or a comment.

      "
    `);
    expect(pin?.split('\n')[0]).toMatchInlineSnapshot(
      `"- No new test is red for the right reason, so nothing shows that the feature is missing. Write at least one test that fails by an assertion until the feature exists."`,
    );
    expect(skip).toMatchInlineSnapshot(`
      "- tests/unit/test_favourites.py:50: \`pytest.mark.skip\` keeps a test from being run or from counting. Remove the marker; a test that is not wanted yet belongs in a later feature.
      - tests/unit/test_favourites.py:50: \`tests/unit/test_favourites.py::TestMarking::test_the_mark_can_be_taken_off\` was skipped, so it shows nothing. Remove the marker, so that the test runs.

      "
    `);
    expect(luck).toMatch(/test_luck\[\d+\]` differs between two runs of the same code: (assertion|passes), then /);
    expect(toldTo(reasons)).toHaveLength(4);
  });
});
