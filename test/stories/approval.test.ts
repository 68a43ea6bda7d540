import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const revised = { ...triple.plan, description: 'A reader of the sums can multiply a number by three at last.' };
const negative = 'Of negative numbers, too.';
const anew = { ...revised, edgeCases: ['Nothing stays nothing.', 'A negative number stays negative.'] };
const path = 'specs/add-triple-to-the-sums.md';
const branch = 'tdd/1-add-triple-to-the-sums';

describeWith(['git', 'bubblewrap', 'pytest'], 'an approval is of one text and no other', () => {
  let story: Story;
  let issue: number;
  const now = () => look(story.playground, issue);
  const shownHash = () => now().state?.shown?.hash.slice(0, 12) ?? '';
  const editIssue = (body: string) => story.writer.call('PATCH', `/issues/${issue}`, { body });
  const editPlan = (change: (text: string) => string) => story.writer.edit(branch, path, change);

  beforeAll(async () => {
    const answers = { plan: [triple.plan, revised, anew], tests: [triple.tests, triple.tests] };
    story = await openStory({ from: sumsDirectory, scripts: [triple.script(answers)] });
    issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    expect(await story.news()).toContain('comment: The plan waits for your approval');
  });
  afterAll(() => story.end());

  it('of another hash it is turned down', async () => {
    await story.writer.say(issue, '/approve 0123456789ab');
    expect(await story.news()).toEqual([
      'reaction confused on "/approve 0123456789ab"',
      `comment: \`0123456789ab\` is not the plan that is shown. The plan that waits for approval is \`${shownHash()}\`.`,
    ]);
  });

  it('/revise plans again, with the feedback and the plan so far', async () => {
    const before = shownHash();
    await story.writer.say(issue, '/revise Say that it was wanted for long.');
    expect(await story.news()).toEqual([
      'comment: The plan waits for your approval',
      'reaction +1 on "/revise Say that it was wanted for long."',
      `commit on ${branch}: docs(spec): revise the plan for Add triple to the sums`,
      'check redfirst/spec: success on "docs(spec): revise the plan for Add triple to the sums"',
    ]);
    const asked = story.modelCalls.at(-1)?.prompt;
    expect(asked).toContain('Say that it was wanted for long.');
    expect(asked).toContain('A reader of the sums can multiply a number by 3.');
    expect(shownHash()).not.toBe(before);
  });

  it('an edit that breaks the plan is answered with what is wrong and where, and cannot be approved', async () => {
    await editPlan(text => text.replace('## User Story', '## Story'));
    expect(await story.news()).toEqual([
      'comment: Redfirst stopped and needs you',
      `check redfirst/spec: failure on "edit ${path}"`,
    ]);
    const line = now().read(path).split('\n').indexOf('## Story') + 1;
    expect(story.status(issue)).toContain('The section "User Story" is missing. Add it after "Feature Description"');
    expect(story.status(issue)).toContain(`${path}:${line}: "Story" is not a section of the plan format.`);
    expect(now().check('redfirst/spec')?.annotations).toContainEqual(
      expect.objectContaining({ path, start_line: line }),
    );
    const { head } = now();

    await story.writer.say(issue, '/approve');
    expect(await story.news()).toEqual(['comment: Redfirst stopped and needs you', 'reaction confused on "/approve"']);
    expect(now().head).toBe(head);
  });

  it('said of a plan that was edited meanwhile it does not hold', async () => {
    const before = shownHash();
    // Redfirst hears of neither before the third: all is read in one turn.
    await story.unheard(async () => {
      await editPlan(text => text.replace('## Story', '## User Story').replace('at last', 'in the end'));
      await story.writer.say(issue, '/approve');
    });
    await story.writer.say(issue, 'It is mended.');
    expect(await story.news()).toEqual([
      'comment: The plan waits for your approval',
      'reaction confused on "/approve"',
      `check redfirst/spec: success on "edit ${path}"`,
    ]);
    expect(shownHash()).not.toBe(before);
  });

  it('is void when the issue reads differently since, and not for what nobody sees in it', async () => {
    await editIssue(`${triple.issue.body}  \n\n<!-- Of everything. -->\n`);
    expect(await story.news()).toEqual([]);
    // Redfirst hears of neither before the third: all is read in one turn.
    await story.unheard(async () => {
      await story.writer.say(issue, '/approve');
      await editIssue(`${triple.issue.body} ${negative}`);
    });
    await story.writer.say(issue, 'It says more now.');
    expect(await story.news()).toEqual([
      'comment: The issue has changed and the plan waits for your approval',
      'reaction confused on "/approve"',
    ]);
    expect(story.status(issue)).toContain(
      `the issue has changed since this plan was written, and no approval from before holds. Reply \`/revise\` to have it planned anew from the issue as it is now, or \`/approve\` to go on with the plan as it stands, \`${shownHash()}\`.`,
    );
  });

  it('of the hash that is shown it is taken, with a person’s edit in the plan', async () => {
    const hash = shownHash();
    await story.writer.say(issue, `/approve ${hash}`);
    expect(await story.news()).toEqual([
      'comment: The tests are red for the right reason',
      `reaction +1 on "/approve ${hash}"`,
      'pull request (draft): feat: Add triple to the sums',
      `commit on ${branch}: test(triple): add tests for Add triple to the sums`,
      'check redfirst/spec: success on "test(triple): add tests for Add triple to the sums"',
      'check redfirst/red: success on "test(triple): add tests for Add triple to the sums"',
    ]);
  });

  it('stands when the issue is edited after the tests were proven red', async () => {
    await editIssue(`${triple.issue.body} And of fractions.`);
    expect(await story.news()).toEqual([]);
  });

  it('is void when the plan changes after it, and says so', async () => {
    const before = shownHash();
    await editPlan(text => text.replace('in the end', 'after all'));
    expect(await story.news()).toEqual([
      'comment: The plan has changed and waits for your approval',
      `check redfirst/spec: success on "edit ${path}"`,
    ]);
    expect(story.status(issue)).toContain(`the approval of plan \`${before}\` is void`);
    expect(story.status(issue)).toContain('| **Red** | to be done again: the plan has changed |');
    expect(shownHash()).not.toBe(before);
  });

  it('/revise alone plans anew from an issue that was edited, and says what it needs where none was', async () => {
    await story.writer.say(issue, '/revise');
    expect(await story.news()).toEqual([
      'reaction confused on "/revise"',
      expect.stringMatching(/^comment: `\/revise` has to be told what to change: the issue reads as it did/),
    ]);
    await editIssue(`${triple.issue.body} ${negative}`);
    expect(await story.news()).toEqual(['comment: The issue has changed and the plan waits for your approval']);
    const asked = story.modelCalls.length;
    await story.writer.say(issue, '/revise');
    expect(await story.news()).toEqual([
      'comment: The plan waits for your approval',
      'reaction +1 on "/revise"',
      `commit on ${branch}: docs(spec): revise the plan for Add triple to the sums`,
      'check redfirst/spec: success on "docs(spec): revise the plan for Add triple to the sums"',
    ]);
    const calls = story.modelCalls.slice(asked);
    expect(calls.map(({ name }) => name)).toEqual(['analysis', 'plan']);
    for (const { prompt } of calls) expect(prompt).toContain(negative);
    expect(calls[1]?.prompt).toContain('The issue has changed since the plan so far was written.');
  });

  it('is needed again, and the tests of the plan before make way for those of the new one', async () => {
    await story.writer.say(issue, '/implement');
    expect(await story.news()).toEqual([
      'comment: Done: every required check holds',
      'reaction +1 on "/implement"',
      'label removed: tdd-feature',
      'pull request (ready): feat: Add triple to the sums',
      `commit on ${branch}: test(triple): add tests for Add triple to the sums`,
      `commit on ${branch}: feat(triple): implement Add triple to the sums`,
      ...['spec', 'red'].map(
        name => `check redfirst/${name}: success on "test(triple): add tests for Add triple to the sums"`,
      ),
      ...['spec', 'red', 'green', 'checklist'].map(
        name => `check redfirst/${name}: success on "feat(triple): implement Add triple to the sums"`,
      ),
    ]);
  });
});
