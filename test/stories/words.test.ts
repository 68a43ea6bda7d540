import { afterEach, expect, it } from 'vitest';
import { helpNote, renderHelpTable } from '../../src/domain/help.ts';
import { describeWith } from '../toolchains.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);

describeWith(['git', 'bubblewrap', 'pytest'], 'words between a person and Redfirst', () => {
  let story: Story;
  afterEach(() => story.end());

  it('/status and /help are answered in words, and change nothing', async () => {
    story = await openStory({ from: sumsDirectory, scripts: [triple.script()] });
    const issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/status');
    const [reaction, reply] = await story.news();
    expect(reaction).toBe('reaction +1 on "/status"');
    expect(reply).toContain('The plan waits for your approval.');
    await story.writer.say(issue, '/help');
    expect(await story.news()).toEqual(['reaction +1 on "/help"', `comment: ${renderHelpTable().split('\n')[0]}`]);
    const said = story.playground.state.repositories[0]?.issues[0]?.comments.at(-1)?.body;
    expect(said).toContain(helpNote);
  });
});
