import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { checksOn } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

const { paths, tests } = sumsFeature('triple', 3);
const mended = tests.files[0]?.content ?? '';
const mistaken = mended.replace('triple(2) == 6', 'triple(2) == 7');
const named = `${paths.test}::test_triple`;
const word = `/amend ${named} 2 times 3 is 6, not 7.`;

describeWith(['git', 'bubblewrap', 'pytest'], 'a frozen test that is wrong, on a pull request of people', () => {
  let story: Story;
  let pull: number;
  let fork: Awaited<ReturnType<Story['outsider']['fork']>>;
  const push = (files: Record<string, string | null>, message: string, from?: string) =>
    story.writer.push('triple', { files, message, ...(from && { from }) });
  const send = (files: Record<string, string>, message: string, from?: string) =>
    fork.push('theirs', { files, message, ...(from && { from }) });
  const verdicts = (subject: string, result: 'success' | 'failure') =>
    ['green', 'checklist', 'red'].map(name => `check redfirst/${name}: ${result} on "${subject}"`);
  const check = (name: string) => checksOn(story.playground, pull).findLast(run => run.name === `redfirst/${name}`);
  const lastReply = () =>
    story.playground.state.repositories[0]?.issues.find(each => each.number === pull)?.comments.at(-1)?.body ?? '';

  beforeAll(async () => {
    story = await openStory({ from: sumsDirectory, hasModel: false });
    await push({ [paths.test]: mistaken }, 'test(triple): three times', 'main');
    await push({ [paths.code]: codeText('triple', 'number * 3') }, 'feat(triple): three times');
    pull = await story.writer.openPull({ title: 'Triple', head: 'triple', base: 'main', body: '' });
    await story.writer.label(pull);
    expect(await story.news()).toContain('check redfirst/green: failure on "feat(triple): three times"');
  });
  afterAll(() => story?.end());

  it.each([
    [`/amend ${named}`, 'the reason is missing'],
    ['/amend tests/test_other.py It is wrong.', 'is neither a frozen test nor a file that decides'],
    [word, 'Push the changed version first'],
  ])('%s is refused with the reason', async (said, why) => {
    await story.maintainer.say(pull, said);
    const news = await story.news();
    expect(news).toContain(`reaction confused on "${said}"`);
    expect(news.filter(line => line.startsWith('check'))).toEqual([]);
    expect(lastReply()).toContain(why);
  });

  it('is red at once when somebody changes it', async () => {
    await push({ [paths.test]: mended }, 'test: 6, not 7');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: 6, not 7"');
    expect(check('red')?.summary).toContain('`/amend`');
  });

  it('is not amended by a stranger, nor by an edited word', async () => {
    await story.outsider.say(pull, `${word} I say so.`);
    await story.maintainer.say(pull, 'Hm.');
    await story.maintainer.rephrase(pull, 'Hm.', word);
    expect(await story.news()).toEqual([`reaction -1 on "${word} I say so."`]);
  });

  it('is frozen as it is now when a person says so, once it was red again, and everybody sees by whom and why', async () => {
    await story.maintainer.say(pull, `${word} Really.`);
    const news = await story.news();
    expect(news).toEqual(expect.arrayContaining(verdicts('test: 6, not 7', 'success')));
    expect(news).toContain(`reaction +1 on "${word} Really."`);
    expect(lastReply()).toContain('red again without the implementation');
    const red = check('red');
    expect(red?.title).toMatch(/2 tests red for the right reason in [0-9a-f]{7}, untouched since but for 1 amendment/);
    expect(red?.summary).toMatch(
      /⚠️ \| amended: `[^`]+test_triple` \| by maintainer \(id \d+\) on [\d-]+: 2 times 3 is 6/,
    );
    await story.forget();
    expect(await story.news()).toEqual([]);
  });

  it('holds while other things change, and is void when the test is changed once more', async () => {
    await push({ [paths.code]: codeText('triple', '3 * number') }, 'refactor: three first');
    expect(await story.news()).toEqual(verdicts('refactor: three first', 'success'));
    await push({ [paths.test]: mended.replace('triple(2) == 6', 'triple(2) != 7') }, 'test: easier');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: easier"');
    expect(check('red')?.summary).not.toContain('amended:');
    await push({ [paths.test]: mended.replace('triple(0) == 0', 'triple(0) < 1') }, 'test: another one easier');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: another one easier"');
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
      'def test_triple() -> None:\n    """AC-1"""\n    assert 2 * 3 == 6\n\n\ndef test_triple_of_nothing() -> None:\n    from sums.triple import triple\n\n    assert triple(0) == 0\n',
      'was red and is not any more',
    ],
  ])('is not exchanged for one %s', async (what, text, why) => {
    await push({ [paths.test]: text }, `test: ${what}`);
    expect(await story.news()).toContain(`check redfirst/red: failure on "test: ${what}"`);
    await story.maintainer.say(pull, `/amend ${paths.test} I say so: ${what}`);
    const news = await story.news();
    expect(news).toContain(`reaction confused on "/amend ${paths.test} I say so: ${what}"`);
    expect(news.filter(line => line.startsWith('check'))).toEqual([]);
    expect(lastReply()).toContain(why);
  });

  it('opens no door for other files', async () => {
    await push({ [paths.test]: mended.replace('== 6', '== 3 * 2'), 'tests/conftest.py': 'x = 1\n' }, 'test: and more');
    await story.news();
    await story.maintainer.say(pull, `/amend ${paths.test} As a product.`);
    const news = await story.news();
    expect(news).toContain(`reaction +1 on "/amend ${paths.test} As a product."`);
    expect(news).toContain('check redfirst/red: failure on "test: and more"');
    expect(check('red')?.annotations).toMatchObject([{ path: 'tests/conftest.py' }]);
    await push({ 'tests/conftest.py': null }, 'test: no more');
    expect(await story.news()).toEqual(verdicts('test: no more', 'success'));
  });

  it('is touched again when the word is taken back', async () => {
    await story.maintainer.rephrase(pull, `/amend ${paths.test} As a product.`, 'Hm.');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: no more"');
  });

  it('is amended on a fork as well, by those who may write here and not by its author', async () => {
    fork = await story.outsider.fork();
    await send({ [paths.test]: mistaken }, 'test(triple): from outside', 'main');
    await send({ [paths.code]: codeText('triple', 'number * 3') }, 'feat(triple): from outside');
    pull = await story.outsider.openPull({ title: 'Outside', head: 'outsider:theirs', base: 'main', body: '' });
    await story.writer.label(pull);
    await send({ [paths.test]: mended }, 'test: 6, from outside');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: 6, from outside"');
    await story.outsider.say(pull, word);
    expect(await story.news()).toEqual([`reaction -1 on "${word}"`]);
    await story.maintainer.say(pull, `${word} Thanks.`);
    const news = await story.news();
    expect(news).toContain(`reaction +1 on "${word} Thanks."`);
    expect(news).toEqual(expect.arrayContaining(verdicts('test: 6, from outside', 'success')));
  });

  it('is frozen so in the merge queue, too, and void with the next version', async () => {
    const half = { 'sums/half.py': codeText('half', 'number // 2') };
    await story.writer.push('main', { files: half, message: 'feat: half' });
    const [repository] = story.playground.state.repositories;
    const oid = repository && (await story.playground.enqueuePull(repository, pull));
    expect(await story.news()).toEqual(verdicts(`Merge pull request #${pull}`, 'success'));
    const runs = repository?.suites.find(({ headOid }) => headOid === oid)?.runs ?? [];
    expect(runs.find(({ name }) => name === 'redfirst/red')?.summary).toMatch(/amended: `[^`]+test_triple` \| by main/);
    await send({ [paths.test]: mended.replace('== 6', '!= 7') }, 'test: easier, from outside');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: easier, from outside"');
  });
});
