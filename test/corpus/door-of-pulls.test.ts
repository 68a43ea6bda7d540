import { afterAll, beforeAll, expect, it } from 'vitest';
import { checksOn } from '../stories/look.ts';
import { openStory, type Story } from '../stories/story.ts';
import { describeWith } from '../toolchains.ts';
import { chosen, failuresIn, needs, project } from './doors.ts';
import { openJudge } from './judge.ts';

describeWith(needs, 'a labelled pull request gets the verdict of redfirst check', () => {
  let story: Story;
  let judge: Awaited<ReturnType<typeof openJudge>>;
  beforeAll(async () => {
    story = await openStory({ from: project, hasModel: false });
    judge = await openJudge('python');
  });
  afterAll(async () => {
    await story?.end();
    await judge?.close();
  });

  it.each(chosen)('$title', async given => {
    const branch = `change-${chosen.indexOf(given)}`;
    for (const [index, { message, files }] of given.steps.entries())
      await story.writer.push(branch, { message, files: { ...files }, ...(index === 0 && { from: 'main' }) });
    const pull = await story.writer.openPull({ title: given.title, head: branch, base: 'main', body: '' });
    await story.writer.label(pull);
    await story.news();
    const here = await judge.judge(given);
    const checks = checksOn(story.playground, pull);
    expect(checks.length).toBeGreaterThan(0);
    expect(checks.every(({ conclusion }) => conclusion === 'success')).toBe(here.holds);
    expect(failuresIn(checks)).toEqual(here.failing);
  });
});
