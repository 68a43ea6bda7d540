import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const branch = 'tdd/1-add-triple-to-the-sums';

describeWith(['git', 'bubblewrap', 'pytest'], 'a person says less', () => {
  let story: Story;
  afterEach(() => story.end());

  it('/implement approves the plan that is shown, has its tests proven red, and goes on to green', async () => {
    story = await openStory({ from: sumsDirectory, scripts: [triple.script()] });
    const issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/implement');
    const news = await story.news();
    expect(news).toContain(`commit on ${branch}: test(triple): add tests for Add triple to the sums`);
    expect(news).toContain(`commit on ${branch}: feat(triple): implement Add triple to the sums`);
    expect(news).toContain(`pull request (ready): feat: Add triple to the sums`);
    expect(news).toContain('label removed: tdd-feature');
    expect(news.filter(line => line.startsWith('comment: '))).toEqual(['comment: Done: every required check holds']);
    expect(look(story.playground, issue).check('redfirst/green')?.conclusion).toBe('success');
  });

  it('approval: auto goes on to red by itself, and waits there', async () => {
    story = await openStory({ from: sumsDirectory, scripts: [triple.script()] });
    await story.maintainer.edit('main', '.github/redfirst.yml', text => `${text}\napproval: auto\n`);
    const issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    const news = await story.news();
    expect(news).toContain('comment: The tests are red for the right reason');
    expect(news).toContain('pull request (draft): feat: Add triple to the sums');
    expect(look(story.playground, issue).commits).toHaveLength(2);
  });
});
