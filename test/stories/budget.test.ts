import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);

describeWith(['git', 'bubblewrap', 'pytest'], 'the budget', () => {
  let story: Story;
  afterEach(() => story.end());

  it('stops before the next question to the model, and goes on with what a person adds', async () => {
    const environment = { REDFIRST_MODEL_PRICE: '1000,1000' };
    story = await openStory({ from: sumsDirectory, scripts: [triple.script()], environment });
    await story.maintainer.edit('main', '.github/redfirst.yml', text => `${text}\nbudget: { usd: 0.01 }\n`);
    const issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await story.news();
    const asked = story.modelCalls.length;

    await story.writer.say(issue, '/approve');
    expect(await story.news()).toEqual(['comment: Redfirst stopped and needs you', 'reaction +1 on "/approve"']);
    expect(story.status(issue)).toMatch(/has cost \$\d+\.\d\d of the \$0\.01 it may cost.*`\/continue 5`/);
    expect(story.modelCalls).toHaveLength(asked);

    await story.writer.say(issue, '/continue 500');
    expect(await story.news()).toContain('comment: The tests are red for the right reason');
    expect(story.modelCalls).toHaveLength(asked + 1);
  });
});
