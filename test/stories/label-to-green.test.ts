import { afterEach, expect, it } from 'vitest';
import { readSample } from '../../demo/scripted-model/samples.ts';
import { describeWith } from '../toolchains.ts';
import { openStory, type Story } from './story.ts';

describeWith(['git', 'bubblewrap', 'pytest'], 'a labelled issue becomes a green pull request', () => {
  let story: Story;
  afterEach(() => story.end());

  it('plans, waits, proves red, waits, turns green, verifies', async () => {
    story = await openStory();
    const { issue } = await readSample('python-shelf');
    const number = await story.writer.openIssue(issue);
    expect(await story.news()).toEqual([]);

    await story.writer.label(number);
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "reaction eyes on #1",
        "comment: The plan waits for your approval",
        "commit on tdd/1-mark-a-book-as-favourite-and-list-favour: docs(spec): plan Favourite books",
        "check redfirst/spec: success on "docs(spec): plan Favourite books"",
      ]
    `);
    expect(story.status(number)).toContain('/approve');

    await story.writer.say(number, '/approve');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: The tests are red for the right reason",
        "reaction +1 on "/approve"",
        "pull request (draft): feat: Favourite books",
        "commit on tdd/1-mark-a-book-as-favourite-and-list-favour: test(service): add tests for Favourite books",
        "check redfirst/spec: success on "test(service): add tests for Favourite books"",
        "check redfirst/red: success on "test(service): add tests for Favourite books"",
      ]
    `);

    await story.writer.say(number, '/implement');
    expect(await story.news()).toMatchInlineSnapshot(`
      [
        "comment: Done: every required check holds",
        "reaction +1 on "/implement"",
        "label removed: tdd-feature",
        "pull request (ready): feat: Favourite books",
        "commit on tdd/1-mark-a-book-as-favourite-and-list-favour: feat(service): implement Favourite books",
        "commit on tdd/1-mark-a-book-as-favourite-and-list-favour: refactor(service): polish Favourite books",
        "commit on tdd/1-mark-a-book-as-favourite-and-list-favour: docs(service): document Favourite books",
        "check redfirst/spec: success on "docs(service): document Favourite books"",
        "check redfirst/red: success on "docs(service): document Favourite books"",
        "check redfirst/green: success on "docs(service): document Favourite books"",
        "check redfirst/checklist: success on "docs(service): document Favourite books"",
      ]
    `);
  });
});
