import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { issue, paths, script } = sumsFeature('triple', 3);
const mended = [
  ['test_triple', 'AC-1: the number is multiplied.', 'triple(2) == 6'],
  ['test_triple_of_one', 'AC-1: one is multiplied, too.', 'triple(1) == 3'],
  ['test_triple_of_nothing', 'AC-2: nothing stays nothing.', 'triple(0) == 0'],
]
  .map(
    ([name, words, holds]) =>
      `def ${name}() -> None:\n    """${words}"""\n    from sums.triple import triple\n\n    assert ${holds}\n`,
  )
  .join('\n\n');
const mistaken = mended.replace('triple(2) == 6', 'triple(2) == 7');
const named = `${paths.test}::test_triple`;
const amended = `test(triple): amend ${paths.test}`;
const evidence = (subject: string) => ['spec', 'red'].map(name => `check redfirst/${name}: success on "${subject}"`);

describeWith(['git', 'bubblewrap', 'pytest'], 'a frozen test that is wrong', () => {
  let story: Story;
  let number: number;
  const now = () => look(story.playground, number);
  const push = (text: string, message: string, others: Record<string, string | null> = {}) =>
    story.writer.push(now().branch, { files: { [paths.test]: text, ...others }, message });

  beforeAll(async () => {
    const answer = { files: [{ path: paths.test, content: mistaken }] };
    story = await openStory({ from: sumsDirectory, script: script({ tests: [answer] }) });
    number = await story.writer.openIssue({ ...issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(number, `/amend ${named} 2 times 3 is 6, not 7.`);
    expect(await story.news()).toEqual([
      `reaction confused on "/amend ${named} 2 times 3 is 6, not 7."`,
      'comment: `/amend` changes a test that is frozen, and none is yet. Edit the plan, or say `/revise <feedback>`.',
    ]);
    await story.writer.say(number, '/approve');
    expect(await story.news()).toContain('comment: The tests are red for the right reason');
  });
  afterAll(() => story?.end());

  it('is not thawed without a reason, nor by a stranger', async () => {
    await story.writer.say(number, `/amend ${named}`);
    await story.outsider.say(number, `/amend ${named} Because.`);
    const news = await story.news();
    expect(news.pop()).toContain('the reason is missing');
    expect(news).toEqual([`reaction confused on "/amend ${named}"`, `reaction -1 on "/amend ${named} Because."`]);
  });

  it('is thawed by a person, who is then waited for', async () => {
    await story.writer.say(number, `/amend ${named} 2 times 3 is 6, not 7.`);
    expect(await story.news()).toEqual([
      'comment: An amendment waits for the changed test',
      `reaction eyes on "/amend ${named} 2 times 3 is 6, not 7."`,
    ]);
    expect(story.status(number)).toContain(`push the changed \`${paths.test}\` to \`${now().branch}\``);
  });

  it('is frozen anew as that person pushes it, once it is proven red', async () => {
    await push(mended, 'test: 6, not 7');
    expect(await story.news()).toEqual([
      'comment: The tests are red for the right reason',
      `reaction +1 on "/amend ${named} 2 times 3 is 6, not 7."`,
      'pull request (draft): feat: Add triple to the sums',
      `commit on ${now().branch}: ${amended}`,
      ...evidence(amended),
    ]);
    const body = story.playground.state.repositories[0]?.issues.find(each => each.pull)?.body;
    expect(body).toContain('### Amendments');
    expect(body).toMatch(/test_triple` \| writer \(id \d+\) \| 2 times 3 is 6, not 7\. \|/);
  });

  it.each([
    ['that is gone', mended.replace('test_triple_of_nothing', 'check_nothing'), 'was there before and is gone'],
    [
      'with a skip',
      `import pytest\n${mended.replace('def test_triple()', '@pytest.mark.skip\ndef test_triple()')}`,
      'skip',
    ],
    [
      'that is green without the code',
      mended.replace(
        /from sums.triple import triple\n\n {4}assert triple\(1\)/,
        'triple = int\n    assert 3 * triple(1)',
      ),
      'was red and is not any more',
    ],
  ])('is not exchanged for one %s', async (what, text, why) => {
    await push(text, `test: ${what}`);
    expect(await story.news()).toContain(`check redfirst/red: failure on "test: ${what}"`);
    await story.writer.say(number, `/amend ${paths.test} I say so: ${what}`);
    const news = await story.news();
    expect(news).toContain(`reaction confused on "/amend ${paths.test} I say so: ${what}"`);
    expect(news.join('\n')).toContain('The amendment was refused');
    const replies = story.playground.state.repositories[0]?.issues.find(each => each.number === number)?.comments ?? [];
    expect(replies.at(-1)?.body).toContain(why);
  });

  it('opens no door for other files', async () => {
    await push(mended.replace('== 6', '== 3 * 2'), 'test: and more', { 'tests/conftest.py': 'x = 1\n' });
    await story.news();
    await story.writer.say(number, `/amend ${paths.test} As a product.`);
    const news = await story.news();
    expect(news.join('\n')).toContain('The amendment was refused');
    const replies = story.playground.state.repositories[0]?.issues.find(each => each.number === number)?.comments ?? [];
    expect(replies.at(-1)?.body).toContain('`tests/conftest.py`');
  });

  it('can be amended when the code is there: it is judged as it is, and nothing is asked of the model', async () => {
    await push(mended, 'test: as before', { 'tests/conftest.py': null });
    await story.news();
    await story.writer.say(number, '/implement');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    const asked = story.modelCalls.length;
    await push(mended.replace('triple(2) == 6', 'triple(3) == 9'), 'test: another number');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: another number"');
    expect(now().pull?.pull.isDraft).toBe(true);

    await story.writer.say(number, `/amend \`${named}\` 9 says more than 6.`);
    const news = await story.news();
    expect(news).toContain('comment: Done: every required check holds');
    expect(news).toContain(`commit on ${now().branch}: ${amended}`);
    expect(now().commits.at(-1)).toBe(amended);
    expect(now().pull?.pull.isDraft).toBe(false);
    expect(story.modelCalls.length).toBe(asked);
    const body = story.playground.state.repositories[0]?.issues.find(each => each.pull)?.body;
    expect(body).toContain('9 says more than 6.');
    expect(body).toContain('2 times 3 is 6, not 7.');
  });
});
