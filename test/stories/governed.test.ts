import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const write = (path: string, content: string) => ({ kind: 'write', path, content });
const changelog = write('CHANGELOG.md', '# Changelog\n\n- `triple`\n');
const progress = write('PROGRESS.md', '# Progress\n\n- Triple is done.\n');
const log = write('ELICITATIONS.md', '# Decisions\n\n- Whole numbers alone: the issue says no more.\n');

describeWith(['git', 'bubblewrap', 'pytest'], 'governed documents', () => {
  let story: Story;
  afterEach(() => story.end());

  it('are updated by rule: what is owed is asked for again, and the check names rule and document', async () => {
    const plan = {
      ...triple.plan,
      notes: ['Decided: Which numbers? Whole ones alone. Because: The issue says no more.'],
    };
    const stray = { summary: ['Say it'], edits: [changelog, write('sums/notes.txt', 'x\n')] };
    const owing = { summary: ['Say it'], edits: [changelog] };
    const whole = { summary: ['Add triple to the changelog', 'Log the decision'], edits: [changelog, progress, log] };
    const replies = { plan: [plan], document: [stray, owing, whole] };
    story = await openStory({ from: sumsDirectory, scripts: [triple.script(replies)] });
    for (const path of ['CHANGELOG.md', 'PROGRESS.md', 'CURRENT_STATUS.md', 'BUILD.md', 'ELICITATIONS.md'])
      await story.maintainer.edit('main', path, () => `# ${path}\n`);
    const issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/implement');
    const news = await story.news();
    expect(news).toContain('comment: Done: every required check holds');

    const prompts = story.modelCalls.filter(({ name }) => name === 'document').map(({ prompt }) => prompt);
    expect(prompts[0]).toContain('user-facing change: CHANGELOG.md');
    expect(prompts[0]).not.toContain('new dependency or build command: ');
    expect(prompts[1]).toContain('sums/notes.txt');
    expect(prompts[2]).toContain('Any progress asks for `PROGRESS.md` or `CURRENT_STATUS.md`');
    expect(prompts[2]).toContain('A decision taken asks for `ELICITATIONS.md`');

    const evidence = 'user-facing change: `CHANGELOG.md`; progress: `PROGRESS.md`; decision taken: `ELICITATIONS.md`';
    const { state, check } = look(story.playground, issue);
    expect(state?.rows.document?.summary).toBe(evidence);
    expect(check('redfirst/checklist')?.summary).toContain(`| ✅ | documentation updated | ${evidence} |`);
  });
});
