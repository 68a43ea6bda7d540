import { afterEach, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story, type StoryOptions } from './story.ts';
import { sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const quadruple = sumsFeature('quadruple', 4);
/** A dollar for a thousand tokens: an analysis costs less than two dollars, and more with the plan. */
const dear = { REDFIRST_MODEL_PRICE: '1000,1000' };

describeWith(['git', 'bubblewrap', 'pytest'], 'the budget', () => {
  let story: Story;
  afterEach(() => story.end());
  const open = async (config: string, options: StoryOptions) => {
    story = await openStory({ from: sumsDirectory, environment: dear, ...options });
    if (config) await story.maintainer.edit('main', '.github/redfirst.yml', text => `${text}\n${config}\n`);
  };
  const plan = async (feature = triple) => {
    const issue = await story.writer.openIssue({ ...feature.issue, labels: ['tdd-feature'] });
    return { issue, news: await story.news() };
  };

  it('stops before the next question to the model, and goes on with what a person adds', async () => {
    await open('budget: { usd: 2 }', { scripts: [triple.script()] });
    const { issue } = await plan();
    const asked = story.modelCalls.length;

    await story.writer.say(issue, '/approve');
    expect(await story.news()).toEqual(['comment: Redfirst stopped and needs you', 'reaction +1 on "/approve"']);
    expect(story.status(issue)).toMatch(/has cost \$\d+\.\d\d of the \$2\.00 it may cost.*`\/continue 5`/s);
    expect(story.modelCalls).toHaveLength(asked);

    await story.outsider.say(issue, '/continue 500');
    expect(await story.news()).toEqual(['reaction -1 on "/continue 500"']);

    await story.writer.say(issue, '/continue 500');
    expect(await story.news()).toContain('comment: The tests are red for the right reason');
    expect(story.modelCalls).toHaveLength(asked + 1);
  });

  it('stops within a stage, counts the calls that came to nothing, and pays for no answer twice', async () => {
    const wrong = { ...triple.tests, files: [{ path: 'sums/other.py', content: 'x = 1\n' }] };
    const scripts = [triple.script({ tests: [wrong, 'junk', triple.tests] })];
    await open('approval: auto\nbudget: { usd: 2 }', { scripts });
    const { issue } = await plan();
    // Analysis and plan have used it up; what is added is enough for one more call.
    const [{ plan: planRow } = {}] = [look(story.playground, issue).state?.rows];
    const paid = planRow?.usd ?? 0;
    await story.writer.say(issue, `/continue ${(paid - 1.99).toFixed(4)}`);
    await story.news();
    const asked = story.modelCalls.length;
    expect(story.modelCalls.at(-1)?.name).toBe('tests');
    expect(story.status(issue)).toMatch(/has cost .* it may cost: \d calls to the model/);
    expect(look(story.playground, issue).state?.rows.red).toMatchObject({ state: 'stopped', calls: 1 });

    await story.writer.say(issue, '/continue 500');
    expect(await story.news()).toContain('comment: The tests are red for the right reason');
    expect(story.modelCalls.slice(asked), 'what was paid for is not asked again').toHaveLength(2);
    expect(look(story.playground, issue).state?.rows.red).toMatchObject({ state: 'done', calls: 3 });
  });

  it('of a day is the repository’s: the next feature waits for the next day, whatever is said to it', async () => {
    const environment = { ...dear, REDFIRST_USD_PER_REPOSITORY_DAY: '2' };
    await open('', { scripts: [triple.script(), quadruple.script()], environment });
    const first = await plan();
    expect(first.news).toContain('comment: The plan waits for your approval');
    const asked = story.modelCalls.length;

    const second = await plan(quadruple);
    expect(second.news).toContain('comment: Redfirst stopped and needs you');
    expect(story.status(second.issue)).toMatch(/may cost on one day.*after midnight UTC/s);
    await story.writer.say(second.issue, '/continue 500');
    expect(await story.news()).toEqual(['reaction +1 on "/continue 500"']);
    expect(story.status(second.issue)).toMatch(/may cost on one day/);
    expect(story.modelCalls).toHaveLength(asked);
  });
});
