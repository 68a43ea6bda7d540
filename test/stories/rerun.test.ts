import { afterEach, expect, it } from 'vitest';
import { readSample } from '../../demo/scripted-model/samples.ts';
import { describeWith } from '../toolchains.ts';
import { openStory, type Story } from './story.ts';

describeWith(['git', 'bubblewrap', 'pytest'], 'a person asks for a check to run again', () => {
  let story: Story;
  afterEach(() => story.end());

  it('judges the head anew, asks no model and says what it says on a new run', async () => {
    story = await openStory();
    const { issue } = await readSample('python-shelf');
    const number = await story.writer.openIssue(issue);
    await story.writer.label(number);
    await story.news();
    await story.writer.say(number, '/implement');
    await story.news();
    const asked = story.modelCalls.length;

    const runs = story.playground.state.repositories.flatMap(({ suites }) => suites).at(-1)?.runs ?? [];
    const checklist = runs.find(({ name }) => name === 'redfirst/checklist');
    const pressed = await fetch(`${story.playground.url}/acme/python-shelf/runs/${checklist?.id}`, {
      method: 'POST',
      headers: { cookie: 'as=maintainer', 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'manual',
    });
    expect(pressed.status).toBe(303);

    const subject = 'docs(service): document Favourite books';
    expect(await story.news()).toEqual([
      'comment: Done: every required check holds',
      'pull request (ready): feat: Favourite books',
      ...['spec', 'red', 'green', 'checklist'].map(name => `check redfirst/${name}: success on "${subject}"`),
    ]);
    expect(story.modelCalls).toHaveLength(asked);
  });
});
