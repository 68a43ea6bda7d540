import { execFileSync } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const template = `<!-- Thank you! -->
# Description
<!-- What and why -->

# Checklist
- [ ] All tests pass
- [x] No TODO comments
- [ ] Design has seen it

Free words.
`;

describeWith(['git', 'bubblewrap', 'pytest', 'pytest-cov'], 'the pull request', () => {
  let story: Story;
  afterEach(() => story.end());
  const branchOff = (name: string) => {
    const directory = story.playground.state.repositories[0]?.directory ?? '';
    execFileSync('git', ['--git-dir', directory, 'branch', name, 'main']);
  };

  it('goes to develop where that exists, keeps the template to the letter and ticks what evidence supports', async () => {
    story = await openStory({ from: sumsDirectory, scripts: [triple.script()] });
    await story.maintainer.edit('main', '.github/PULL_REQUEST_TEMPLATE.md', () => template);
    branchOff('develop');
    const issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/approve');
    expect(await story.news()).toContain(`pull request (draft): feat: ${triple.title}`);
    const draft = look(story.playground, issue).pull;
    expect(draft?.pull.base).toBe('develop');
    expect(draft?.body).toContain('- [ ] All tests pass\n- [ ] No TODO comments\n- [ ] Design has seen it\n');

    await story.writer.say(issue, '/implement');
    await story.news();
    const ready = look(story.playground, issue).pull;
    expect(ready?.pull.isDraft).toBe(false);
    const filled = template
      .replace('<!-- What and why -->', `<!-- What and why -->\n\n${triple.plan.objective}`)
      .replace('[ ] All', '[x] All')
      // No comment was added, so there is no evidence about comments either.
      .replace('[x] No TODO', '[ ] No TODO');
    expect(ready?.body.startsWith(filled.trimEnd())).toBe(true);
    expect(ready?.body).toContain(`Closes #${issue}`);
  });

  it('goes to the branch that the configuration names, and says so when there is none', async () => {
    story = await openStory({ from: sumsDirectory, scripts: [triple.script()] });
    await story.maintainer.edit('main', '.github/redfirst.yml', text => `${text}\nbase: release\n`);
    const issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    expect(await story.news()).toEqual(['reaction eyes on #1', 'comment: Redfirst cannot start']);
    expect(story.status(issue)).toContain(
      '`base: release` in `.github/redfirst.yml` names a branch that does not exist.',
    );

    branchOff('release');
    await story.writer.say(issue, '/retry');
    expect(await story.news()).toContain('comment: The plan waits for your approval');
    await story.writer.say(issue, '/approve');
    await story.news();
    expect(look(story.playground, issue).pull?.pull.base).toBe('release');
  });
});
