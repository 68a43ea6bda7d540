import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const decided = 'Decided: Which numbers? Whole ones alone. Because: The issue says no more.';
const pin = {
  path: 'tests/test_pins.py',
  content:
    '"""What stays."""\n\nfrom sums.double import double\n\n\ndef test_double_stays() -> None:\n    """AC-2: what is there stays."""\n    assert double(2) == 4\n',
};

describeWith(['git', 'bubblewrap', 'pytest'], 'what nobody expected', () => {
  let story: Story;
  afterEach(() => story.end());

  it('is said before the run goes on: a green test, a refactoring that broke, a tool that is not there', async () => {
    const broken = {
      summary: ['Tidy'],
      edits: [{ kind: 'write', path: triple.paths.code, content: codeText('triple', '0') }],
    };
    const replies = {
      plan: [{ ...triple.plan, notes: [decided, 'The function stands alone.'] }],
      tests: [{ files: [...triple.tests.files, pin], heldOut: [] }],
      refactor: [broken, broken, broken],
    };
    story = await openStory({ from: sumsDirectory, scripts: [triple.script(replies)] });
    const ladder = 'ladder: [{ name: Tidy, run: tidy-is-not-here sums, item: lint }]';
    await story.maintainer.edit('main', '.github/redfirst.yml', config => config.replace('ladder: []', ladder));
    const issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/approve');
    await story.news();
    expect(story.status(issue)).toContain('- **Red**: Green already, before any code: `test_double_stays`.');

    await story.writer.say(issue, '/implement');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    const status = story.status(issue);
    expect(status).toMatch(
      /- \*\*Refactor\*\*: The code was left as it was: no refactoring kept the tests green in 3 attempts; /,
    );
    expect(status).toContain('could not be run: `tidy-is-not-here` is not installed here, nor on the base');

    const body = look(story.playground, issue).pull?.body ?? '';
    expect(body).toContain(`### Decisions\n\n- ${decided}\n\n`);
    expect(body).toMatch(
      /### Not expected\n\n- Green already.*\n- The code was left as it was.*\n- .*could not be run/,
    );
    expect(body).toContain('<details><summary>Why each test was red</summary>');
    expect(body).not.toContain('tidy-is-not-here`: exit code');
  });
});
