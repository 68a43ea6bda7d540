import { afterEach, expect, it } from 'vitest';
import { readSample } from '../../demo/scripted-model/samples.ts';
import { describeWith } from '../toolchains.ts';
import { openStory, type Story } from './story.ts';

describeWith(['git', 'bubblewrap', 'pytest'], 'a labelled issue becomes a green pull request', () => {
  let story: Story;
  afterEach(() => story.end());

  it('plans, waits, proves red, waits, turns green, verifies', async () => {
    story = await openStory();
    const { issue } = await readSample('python-shelf');
    const number = await story.writer.openIssue(issue);
    expect(await story.news()).toEqual([]);

    await story.writer.label(number);
    expect(await story.news()).toMatchInlineSnapshot();
    expect(story.status(number)).toContain('/approve');

    await story.writer.say(number, '/approve');
    expect(await story.news()).toMatchInlineSnapshot();

    await story.writer.say(number, '/implement');
    expect(await story.news()).toMatchInlineSnapshot();
  });
});
