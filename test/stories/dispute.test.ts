import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { issue, paths, tests, implement, script } = sumsFeature('triple', 3);
const mended = tests.files[0]?.content ?? '';
const mistaken = mended.replace('triple(2) == 6', 'triple(2) == 7');
const named = `${paths.test}::test_triple`;
const dispute = (test: string, why: string) => ({ edits: [], summary: [], dispute: { test, criterion: 'AC-1', why } });

describeWith(['git', 'bubblewrap', 'pytest'], 'a test and the plan that contradict each other', () => {
  let story: Story;
  let number: number;
  const now = () => look(story.playground, number);
  const asked = () => story.modelCalls.filter(({ name }) => name === 'implement');

  beforeAll(async () => {
    const answers = [
      dispute('tests/test_other.py::test_other', 'It is not there.'),
      dispute(named, '2 times 3 is 6, and @maintainer the test asks for 7.'),
      dispute(named, 'Still 6.'),
      ...Array.from({ length: 5 }, () => implement),
    ];
    const given = { tests: [{ files: [{ path: paths.test, content: mistaken }] }], implement: answers };
    story = await openStory({ from: sumsDirectory, script: script(given) });
    number = await story.writer.openIssue({ ...issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(number, '/implement');
    await story.news();
  });
  afterAll(() => story?.end());

  it('pause the run, with the words of both', () => {
    expect(now().commits.at(-1)).toMatch(/^test/);
    expect(now().state?.stop).toMatchObject({ stage: 'green', reason: 'dispute' });
    const status = story.status(number);
    expect(status).toContain('### The plan and a test contradict each other');
    expect(status).toContain('AC-1: triple gives the number times 3.');
    expect(status).toContain('assert triple(2) == 7');
    expect(status).toContain('2 times 3 is 6');
    expect(status).not.toContain('@maintainer');
    expect(asked()).toHaveLength(2);
    expect(asked()[1]?.prompt).toContain('tests/test_other.py::test_other');
  });

  it('are not settled by a stranger', async () => {
    await story.outsider.say(number, 'The test is right.');
    expect(await story.news()).toEqual([]);
    expect(asked()).toHaveLength(2);
  });

  it('are told what a person says of it, and no dispute makes a test green', async () => {
    await story.writer.say(number, 'The test is right: odd results are wanted.');
    expect(await story.news()).toContain('comment: Redfirst stopped and needs you');
    expect(asked()[2]?.prompt).toContain('The test is right: odd results are wanted.');
    expect(asked()[3]?.prompt).toContain('A person has answered that');
    expect(asked().length).toBeGreaterThan(4);
    expect(now().commits.at(-1)).toMatch(/^test/);
    expect(now().state?.stop).toMatchObject({ stage: 'green', reason: 'model-rejected' });
  });

  it('go on when the test is amended', async () => {
    await story.writer.push(now().branch, { files: { [paths.test]: mended }, message: 'test: 6' });
    await story.news();
    await story.writer.say(number, `/amend ${named} The plan is right.`);
    expect(await story.news()).toContain('comment: Done: every required check holds');
  });
});
