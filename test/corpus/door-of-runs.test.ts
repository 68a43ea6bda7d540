import { afterAll, beforeAll, expect, it } from 'vitest';
import { scripted } from '../../demo/scripted-model/script.ts';
import { openStory, type Story } from '../stories/story.ts';
import { describeWith } from '../toolchains.ts';
import type { CorpusCase } from './case.ts';
import { runs as changes, needs, project } from './doors.ts';
import { openJudge } from './judge.ts';
import { discountReply } from './plan.ts';
import { feature, goodTests } from './python/project.ts';

describeWith(needs, 'a run gets the verdict of redfirst check', () => {
  let story: Story;
  let judge: Awaited<ReturnType<typeof openJudge>>;
  const nothing = { edits: [], summary: [] };
  const title = (given: CorpusCase) => `Discounts ${changes.indexOf(given)}`;
  const script = (given: CorpusCase) =>
    scripted(
      {
        plan: [{ ...discountReply(feature), name: title(given) }],
        tests: [{ files: [{ path: feature.tests, content: goodTests }] }],
        implement: [nothing, nothing, nothing, nothing, nothing, nothing],
        refactor: [nothing],
        document: [nothing],
      },
      title(given),
    );
  beforeAll(async () => {
    story = await openStory({ from: project, scripts: changes.map(script) });
    judge = await openJudge('python');
  });
  afterAll(async () => {
    await story?.end();
    await judge?.close();
  });

  it.each(changes)('$title', async given => {
    const issue = await story.writer.openIssue({ title: title(given), body: 'Take a percentage off.' });
    await story.writer.label(issue);
    await story.news();
    await story.writer.say(issue, '/approve');
    await story.news();
    const branch = `tdd/${issue}-discounts-${changes.indexOf(given)}`;
    for (const { message, files } of given.steps.slice(2))
      await story.writer.push(branch, { message, files: { ...files } });
    await story.news();
    await story.writer.say(issue, '/implement');
    await story.news();
    const { holds } = await judge.judge(given);
    expect(story.status(issue).includes('Done: every required check holds')).toBe(holds);
  });
});
