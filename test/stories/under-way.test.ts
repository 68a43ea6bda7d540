import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { until } from './look.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

/** In milliseconds: at once, and then no more. */
const pace = { first: 0, every: 600_000 };

describeWith(['git', 'bubblewrap', 'pytest'], 'work that takes its time', () => {
  let story: Story;
  afterEach(() => story?.end());

  it('is told of while it is done, in the one status comment', async () => {
    const feature = sumsFeature('triple', 3);
    const script = feature.script({ analysis: ['hang'] });
    story = await openStory({ from: sumsDirectory, script, pace });
    const issue = await story.writer.openIssue(feature.issue);
    await story.writer.label(issue);
    await until(() => story.status(issue) !== '');
    expect(story.status(issue)).toMatch(
      /^### Redfirst is at work: Plan\n\nIt began at \d{4}-\d\d-\d\d \d\d:\d\d UTC\.\n\n\*\*Next:\*\* nothing has to be done\. `\/cancel` ends it\./,
    );

    await story.writer.say(issue, '/cancel');
    expect(await story.news()).toEqual([
      `reaction eyes on #${issue}`,
      'comment: Cancelled',
      'reaction +1 on "/cancel"',
      'label removed: tdd-feature',
    ]);
  });

  it('is told of with what was done before it, until the next thing is to be decided', async () => {
    const feature = sumsFeature('triple', 3);
    const script = feature.script({ implement: ['hang'] });
    story = await openStory({ from: sumsDirectory, script, pace: { ...pace, every: 0 } });
    const issue = await story.writer.openIssue(feature.issue);
    await story.writer.label(issue);
    await story.news();
    await story.writer.say(issue, '/approve');
    await story.news();
    await story.writer.say(issue, '/implement');
    await until(() => story.status(issue).includes('at work: Green'));
    expect(story.status(issue)).toMatch(/✅ \| \*\*Red\*\*/);
    await story.writer.say(issue, '/cancel');
    expect(await story.news()).toContain('comment: Cancelled');
  });
});
