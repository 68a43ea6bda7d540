import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look, until } from './look.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const quadruple = sumsFeature('quadruple', 4);

/** Tests that sleep for a number of seconds by which their process is known on this machine. */
const slowTests = {
  files: quadruple.tests.files.map(({ path, content }) => ({
    path,
    content: `${content}\n__import__("subprocess").run(["sleep", "4242.17"])\n`.replace(/^from .*$/m, ''),
  })),
};

/** GitHub's times have no fractions: what happens in one second happens at once. */
async function nextSecond(): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  await until(() => Math.floor(Date.now() / 1000) > now);
}

/** Whether such a process runs, in whatever sandbox. */
function isAsleep(): boolean {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .some(id => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('4242.17');
      } catch {
        return false;
      }
    });
}

describeWith(['git', 'bubblewrap', 'pytest'], 'people end a run, and the label put back goes on', () => {
  let story: Story;
  let issue: number;
  const calls = (name: string) => story.modelCalls.filter(call => call.name === name).length;

  beforeAll(async () => {
    const answers = { plan: ['hang', triple.plan], implement: ['hang', triple.implement] };
    const scripts = [triple.script(answers), quadruple.script({ tests: [slowTests] })];
    story = await openStory({ from: sumsDirectory, scripts });
  });
  afterAll(() => story.end());

  it('/cancel while the plan is written: nothing is committed', async () => {
    issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await until(() => calls('plan') === 1);
    await story.writer.say(issue, '/cancel');
    expect(await story.news()).toEqual([
      'reaction eyes on #1',
      'reaction +1 on "/cancel"',
      'comment: Cancelled',
      'label removed: tdd-feature',
    ]);
    expect(look(story.playground, issue).commits).toEqual([]);
  });

  it('the label put back begins again', async () => {
    await story.writer.label(issue);
    expect(await story.news()).toEqual([
      'comment: The plan waits for your approval',
      'commit on tdd/1-add-triple-to-the-sums: docs(spec): plan Add triple to the sums',
      'check redfirst/spec: success on "docs(spec): plan Add triple to the sums"',
    ]);
  });

  it('the label taken off while the plan waits, and put back', async () => {
    await story.writer.unlabel(issue);
    expect(await story.news()).toEqual(['comment: Cancelled: the label was removed']);
    await story.writer.say(issue, '/approve');
    expect(await story.news()).toEqual([]);
    await nextSecond();
    await story.writer.label(issue);
    expect(await story.news()).toEqual(['comment: The plan waits for your approval']);
  });

  it('/cancel while code is written', async () => {
    await story.writer.say(issue, '/approve');
    expect(await story.news()).toContain('comment: The tests are red for the right reason');
    await story.writer.say(issue, '/implement');
    await until(() => calls('implement') === 1);
    await story.writer.say(issue, '/cancel');
    expect(await story.news()).toEqual([
      'comment: Cancelled',
      'reaction +1 on "/cancel"',
      'label removed: tdd-feature',
    ]);
    await nextSecond();
    await story.writer.label(issue);
    expect(await story.news()).toEqual(['comment: The tests are red for the right reason']);
  });

  it('the pull request closed while the run waits; the label put back opens another', async () => {
    const { pull } = look(story.playground, issue);
    await story.writer.close(pull?.number ?? 0);
    expect(await story.news()).toEqual([
      'comment: Cancelled: the pull request was closed',
      'label removed: tdd-feature',
    ]);
    await nextSecond();
    await story.writer.label(issue);
    expect(await story.news()).toEqual([
      'comment: The tests are red for the right reason',
      'pull request (draft): feat: Add triple to the sums',
    ]);
    expect(look(story.playground, issue).pull?.number).not.toBe(pull?.number);
  });

  it('the issue closed', async () => {
    await story.writer.close(issue);
    expect(await story.news()).toEqual(['comment: Cancelled: the issue was closed', 'label removed: tdd-feature']);
    await nextSecond();
    await story.writer.label(issue);
    expect(await story.news()).toEqual(['comment: Cancelled: the issue was closed', 'label removed: tdd-feature']);
    await story.writer.reopen(issue);
    expect(await story.news()).toEqual([]);
    await nextSecond();
    await story.writer.label(issue);
    expect(await story.news()).toEqual(['comment: The tests are red for the right reason']);
  });

  it('the label taken off while tests run: the sandbox is stopped and nothing is committed', async () => {
    const other = await story.writer.openIssue({ ...quadruple.issue, labels: ['tdd-feature'] });
    expect(await story.news()).toContain('comment: The plan waits for your approval');
    const before = look(story.playground, other).commits;
    await story.writer.say(other, '/approve');
    await until(isAsleep);
    await story.writer.unlabel(other);
    expect(await story.news()).toEqual(['comment: Cancelled: the label was removed']);
    expect(isAsleep()).toBe(false);
    expect(look(story.playground, other).commits).toEqual(before);
  });

  it('the pull request merged', async () => {
    await story.writer.say(issue, '/implement');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    const { pull } = look(story.playground, issue);
    await story.writer.merge(pull?.number ?? 0);
    expect(await story.news()).toEqual(['comment: Merged']);
    expect(look(story.playground, issue).isOpen).toBe(false);
    await story.writer.say(issue, 'Thank you.');
    expect(await story.news()).toEqual([]);
  });
});
