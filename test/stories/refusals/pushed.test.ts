import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeWith } from '../../toolchains.ts';
import type { Push } from '../push.ts';
import { openStory, type Story } from '../story.ts';
import { codeText, sumsDirectory, sumsFeature } from '../sums.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { issue, paths, tests, script } = sumsFeature('triple', 3);
const branch = 'tdd/1-add-triple-to-the-sums';
const wrong = codeText('triple', 'number * 4');
const right = codeText('triple', 'number * 3');
const testText = tests.files[0]?.content ?? '';
const passes = `import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    outcome.get_result().outcome = "passed"
`;

/** Cheats after which the suite's own exit status is 0, each as somebody pushes it on top of finished work. */
const cheats: Record<string, Record<string, string | null>> = {
  'a conftest that turns failures into passes': { 'conftest.py': passes, [paths.code]: wrong },
  'an early exit': { [paths.code]: `import os\n\nos._exit(0)\n${wrong}` },
  'a weakened assertion': { [paths.test]: testText.replace('== 6', '!= None'), [paths.code]: wrong },
  'a test that is gone': { [paths.test]: null, [paths.code]: wrong },
  'a configuration that leaves tests out': {
    'pytest.ini': `[pytest]\naddopts = --ignore=${paths.test}\n`,
    [paths.code]: wrong,
  },
};

describeWith(['git', 'bubblewrap', 'pytest'], 'the referee sees through', () => {
  let story: Story;
  let isCheated = false;

  beforeAll(async () => {
    story = await openStory({ from: sumsDirectory, script: script() });
    const number = await story.writer.openIssue(issue);
    await story.writer.label(number);
    await story.news();
    await story.writer.say(number, '/implement');
    expect(await story.news()).toContain('comment: Done: every required check holds');
  });
  afterAll(() => story.end());

  /** Pushes in place of the cheat before. */
  async function pushInstead(files: NonNullable<Push['files']>): Promise<string[]> {
    await story.writer.push(branch, { files, drops: isCheated ? 1 : 0, message: 'work by hand' });
    isCheated = true;
    return story.news();
  }

  it.each(Object.entries(cheats))('%s', async (_what, files) => {
    const news = await pushInstead(files);
    expect(news).toMatchSnapshot();
    expect(news.some(line => /^check redfirst\/(red|green): failure/.test(line))).toBe(true);
    const [repository] = story.playground.state.repositories;
    const pull = repository?.issues.find(each => each.pull)?.pull;
    expect(pull?.isDraft).toBe(true);
  });

  it('and takes honest work', async () => {
    const news = await pushInstead({ [paths.code]: right.replace('multiplied.', 'tripled.') });
    expect(news).toMatchSnapshot();
  });
});
