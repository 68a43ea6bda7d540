import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { EditsReply } from '../../src/domain/edit.ts';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { issue, paths, script } = sumsFeature('triple', 3);
const code = codeText('triple', 'number * 3').replace('    return', '    # TODO: large numbers\n    return');
const implement: EditsReply = { summary: ['x'], edits: [{ kind: 'write', path: paths.code, content: code }] };
const waiver = `/waive no-todo ${paths.code}:6 Large numbers come next.`;

describeWith(['git', 'bubblewrap', 'pytest'], 'a finding that is right as it stands', () => {
  let story: Story;
  let number: number;
  const now = () => look(story.playground, number);
  const lastReply = () =>
    story.playground.state.repositories[0]?.issues.find(each => each.number === number)?.comments.at(-1)?.body ?? '';

  beforeAll(async () => {
    story = await openStory({ from: sumsDirectory, script: script({ implement: [implement] }) });
    await story.maintainer.edit('main', '.github/redfirst.yml', text => `${text}waivers: { by: another }\n`);
    number = await story.writer.openIssue({ ...issue, labels: ['tdd-feature'] });
    await story.news();
    await story.maintainer.say(number, '/waive no-todo Soon.');
    await story.news();
    expect(lastReply()).toContain('has not been judged yet');
    await story.writer.say(number, '/implement');
    const news = await story.news();
    expect(news.filter(line => line.includes('failure')).join()).toMatch(
      /^check redfirst\/checklist: failure on "[^"]*"$/,
    );
    expect(story.status(number)).toContain('can be waived with a reason: `/waive no-todo`.');
  });
  afterAll(() => story?.end());

  it.each([
    ['/waive no-todo', 'the reason is missing'],
    ['/waive red It is late.', 'never waived'],
    ['/waive redfirst/green It is late.', 'never waived'],
    ['/waive docstrings It is late.', 'Nothing here is found by `docstrings`'],
    [`/waive no-todo ${paths.test} It is late.`, 'Nothing here is found by `no-todo`'],
  ])('%s is refused with the reason', async (said, why) => {
    await story.maintainer.say(number, said);
    expect(await story.news()).toContain(`reaction confused on "${said}"`);
    expect(lastReply()).toContain(why);
    expect(now().pull?.pull.isDraft).toBe(true);
  });

  it('is not waived by whoever asked for the feature, nor by a stranger', async () => {
    await story.writer.say(number, `${waiver} I wrote it.`);
    await story.outsider.say(number, `${waiver} I read it.`);
    const news = await story.news();
    expect(news).toContain(`reaction confused on "${waiver} I wrote it."`);
    expect(news).toContain(`reaction -1 on "${waiver} I read it."`);
    expect(lastReply()).toContain('somebody else');
  });

  it('is waived by another, and everybody sees by whom and why', async () => {
    await story.maintainer.say(number, waiver);
    const news = await story.news();
    expect(news).toContain('comment: Done: every required check holds');
    expect(news).toContain(`reaction +1 on "${waiver}"`);
    expect(now().pull?.pull.isDraft).toBe(false);
    const summary = now().check('redfirst/checklist')?.summary ?? '';
    expect(summary).toMatch(
      /⚠️ \| no TODO comments \|.*waived by maintainer \(id \d+\) on \d{4}-\d\d-\d\d: Large numbers/,
    );
    const body = story.playground.state.repositories[0]?.issues.find(each => each.pull)?.body;
    expect(body).toContain('### Waivers');
  });

  it('holds when that line moves, and for no other', async () => {
    const moved = code.replace('"""A number, multiplied."""', '"""A number, multiplied.\n\nBy three.\n"""');
    await story.writer.push(now().branch, { files: { [paths.code]: moved }, message: 'docs: by three' });
    expect(await story.news()).toContain('check redfirst/checklist: success on "docs: by three"');
    const another = moved.replace('return number', 'return number  # TODO: faster\n    return number');
    await story.writer.push(now().branch, { files: { [paths.code]: another }, message: 'feat: more' });
    expect(await story.news()).toContain('check redfirst/checklist: failure on "feat: more"');
    expect(now().check('redfirst/checklist')?.annotations).toHaveLength(1);
    await story.writer.push(now().branch, { files: { [paths.code]: moved }, message: 'fix: less' });
    expect(await story.news()).toContain('check redfirst/checklist: success on "fix: less"');
  });

  it('is a finding again when the word is taken back', async () => {
    await story.maintainer.rephrase(number, waiver, 'Hm.');
    expect(await story.news()).toContain('check redfirst/checklist: failure on "fix: less"');
    expect(now().pull?.pull.isDraft).toBe(true);
  });

  it('is not waived by whoever wrote one of the commits', async () => {
    await story.maintainer.edit(now().branch, paths.code, text => text.replace('A number', 'One number'));
    await story.maintainer.say(number, `/waive no-todo Mine.`);
    expect(await story.news()).toContain('reaction confused on "/waive no-todo Mine."');
    expect(lastReply()).toContain('somebody else');
    expect(now().check('redfirst/checklist')?.conclusion).toBe('failure');
  });
});
