import { afterEach, expect, it } from 'vitest';
import { readSample } from '../../demo/scripted-model/samples.ts';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';

describeWith(['git', 'bubblewrap'], 'a TypeScript project with Vitest', () => {
  let story: Story;
  afterEach(() => story.end());

  it('goes from the label to a green pull request, its packages installed from its lockfile', async () => {
    story = await openStory({ sample: 'typescript-rates' });
    const { issue } = await readSample('typescript-rates');
    const number = await story.writer.openIssue({ ...issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(number, '/implement');
    const news = await story.news();
    expect(news).toContain('pull request (ready): feat: Burst caps per key');
    expect(news.filter(line => line.startsWith('comment: '))).toEqual(['comment: Done: every required check holds']);
    const { commits, check } = look(story.playground, number);
    expect(commits.map(subject => subject.split(':')[0])).toEqual([
      'docs(spec)',
      'test(limiter)',
      'feat(limiter)',
      'refactor(limiter)',
      'docs(limiter)',
    ]);
    const checklist = check('redfirst/checklist');
    expect(checklist?.conclusion).toBe('success');
    for (const item of ['new code has type hints', 'new code is covered', 'lint', 'type check']) {
      expect(checklist?.summary).toMatch(new RegExp(`✅ \\| ${item} `));
    }
  });
});
