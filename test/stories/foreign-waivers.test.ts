import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { checksOn } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

const { paths, tests } = sumsFeature('triple', 3);
const code = codeText('triple', 'number * 3').replace('    return', '    # TODO: large numbers\n    return');
const testFiles = { [paths.test]: tests.files[0]?.content ?? '' };
const waiver = `/waive no-todo ${paths.code}:6 Large numbers come next.`;

describeWith(
  ['git', 'bubblewrap', 'pytest'],
  'a finding on a pull request of people that is right as it stands',
  () => {
    let story: Story;
    let pull: number;
    const push = (files: Record<string, string | null>, message: string, from?: string) =>
      story.writer.push('triple', { files, message, ...(from && { from }) });
    const verdicts = (subject: string, checklist: 'success' | 'failure') => [
      `check redfirst/green: success on "${subject}"`,
      `check redfirst/checklist: ${checklist} on "${subject}"`,
      `check redfirst/red: success on "${subject}"`,
    ];
    const check = (name: string) => checksOn(story.playground, pull).findLast(run => run.name === `redfirst/${name}`);
    const lastReply = () =>
      story.playground.state.repositories[0]?.issues.find(each => each.number === pull)?.comments.at(-1)?.body ?? '';

    beforeAll(async () => {
      story = await openStory({ from: sumsDirectory, hasModel: false });
      await story.maintainer.edit('main', '.github/redfirst.yml', text => `${text}waivers: { by: another }\n`);
      await push(testFiles, 'test(triple): three times', 'main');
      await push({ [paths.code]: code }, 'feat(triple): three times');
      pull = await story.writer.openPull({ title: 'Triple', head: 'triple', base: 'main', body: '' });
      await story.maintainer.say(pull, `${waiver} Early.`);
      expect(await story.news()).toEqual([]);
      // GitHub's times are whole seconds; what is said in the second of the label is heard.
      await wait(1100);
      await story.writer.label(pull);
      expect(await story.news()).toEqual(verdicts('feat(triple): three times', 'failure'));
      expect(check('checklist')?.summary).toContain('`/waive no-todo`');
    });
    afterAll(() => story?.end());

    it.each([
      ['/waive no-todo', 'the reason is missing'],
      ['/waive red It is late.', 'never waived'],
      ['/waive docstrings It is late.', 'Nothing here is found by `docstrings`'],
    ])('%s is refused with the reason', async (said, why) => {
      await story.maintainer.say(pull, said);
      const [reaction, reply, ...rest] = (await story.news()).toSorted().reverse();
      expect([reaction, rest]).toEqual([`reaction confused on "${said}"`, []]);
      expect(reply).toContain('comment: ');
      expect(lastReply()).toContain(why);
    });

    it('is not waived by whoever wrote it or asked for it, by a stranger, or by an edited word', async () => {
      await story.writer.say(pull, `${waiver} I wrote it.`);
      await story.outsider.say(pull, `${waiver} I read it.`);
      const news = await story.news();
      expect(news).toContain(`reaction confused on "${waiver} I wrote it."`);
      expect(news).toContain(`reaction -1 on "${waiver} I read it."`);
      expect(lastReply()).toContain('somebody else');
      await story.maintainer.say(pull, 'Hm.');
      await story.maintainer.rephrase(pull, 'Hm.', `${waiver} Later.`);
      expect(await story.news()).toEqual([]);
    });

    it('leaves what is said to other bots alone', async () => {
      await story.maintainer.say(pull, '/approve');
      await story.maintainer.say(pull, 'I would not wait for large numbers.');
      expect(await story.news()).toEqual([]);
    });

    it('is waived by another, once, and everybody sees by whom and why', async () => {
      await story.maintainer.say(pull, waiver);
      const news = await story.news();
      expect(news).toContain('check redfirst/checklist: success on "feat(triple): three times"');
      expect(news).toContain(`reaction +1 on "${waiver}"`);
      expect(news.filter(line => line.startsWith('comment: Waived: one finding of `no-todo`'))).toHaveLength(1);
      expect(check('checklist')?.summary).toMatch(
        /⚠️ \| no TODO comments \|.*waived by maintainer \(id \d+\) on \d{4}-\d\d-\d\d: Large numbers/,
      );
      await story.forget();
      expect(await story.news()).toEqual([]);
    });

    it('holds when that line moves, and for no other', async () => {
      const moved = code.replace('"""A number, multiplied."""', '"""A number, multiplied.\n\nBy three.\n"""');
      await push({ [paths.code]: moved }, 'docs: by three');
      expect(await story.news()).toEqual(verdicts('docs: by three', 'success'));
      const another = moved.replace('return number', 'return number  # TODO: faster\n    return number');
      await push({ [paths.code]: another }, 'feat: more');
      const [, checklist] = verdicts('feat: more', 'failure');
      expect(await story.news()).toContain(checklist);
      expect(check('checklist')?.annotations).toHaveLength(1);
      await push({ [paths.code]: moved }, 'fix: less');
      expect(await story.news()).toEqual(verdicts('fix: less', 'success'));
    });

    it('is a finding again when the word is taken back', async () => {
      await story.maintainer.rephrase(pull, waiver, 'Hm.');
      expect(await story.news()).toContain('check redfirst/checklist: failure on "fix: less"');
    });

    it('is not waived by whoever wrote one of its commits', async () => {
      await story.maintainer.edit('triple', paths.code, text => text.replace('A number', 'One number'));
      await story.maintainer.say(pull, `${waiver} Mine.`);
      const news = await story.news();
      expect(news).toContain(`reaction confused on "${waiver} Mine."`);
      expect(news).toContain(`check redfirst/checklist: failure on "edit ${paths.code}"`);
      expect(lastReply()).toContain('somebody else');
    });

    it('can be waived on a pull request from a fork', async () => {
      const fork = await story.outsider.fork();
      await fork.push('theirs', { from: 'main', files: testFiles, message: 'test(triple): from outside' });
      await fork.push('theirs', { files: { [paths.code]: code }, message: 'feat(triple): from outside' });
      pull = await story.outsider.openPull({ title: 'Outside', head: 'outsider:theirs', base: 'main', body: '' });
      await story.writer.label(pull);
      await story.maintainer.say(pull, waiver);
      const news = await story.news();
      expect(news).toContain(`reaction +1 on "${waiver}"`);
      expect(news).toContain('check redfirst/checklist: success on "feat(triple): from outside"');
    });
  },
);
