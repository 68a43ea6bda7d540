import { afterEach, expect, it, vi } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look, until } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';
import { act, finish, tests, write } from './turn.ts';

vi.setConfig({ testTimeout: 180_000 });

const { issue, paths, script } = sumsFeature('triple', 3);
const good = write(paths.code, codeText('triple', 'number * 3'));

describeWith(['git', 'bubblewrap', 'pytest'], 'the model works by actions', () => {
  let story: Story;
  let number: number;
  afterEach(() => story.end());
  const prompts = () => story.modelCalls.filter(({ name }) => name === 'implement').map(({ prompt }) => prompt);

  /** A feature whose tests are red, and what the model does when it is asked for code. */
  async function begin(implement: readonly unknown[], environment = {}): Promise<void> {
    story = await openStory({ from: sumsDirectory, script: script({ implement }), environment });
    number = await story.writer.openIssue({ ...issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(number, '/approve');
    await story.news();
  }

  it('is given up in the middle by /cancel', async () => {
    await begin([act(['read_file', { path: 'sums/double.py' }]), act(tests), 'hang']);
    await story.writer.say(number, '/implement');
    await until(() => prompts().length === 3);
    await story.writer.say(number, '/cancel');
    expect(await story.news()).toEqual([
      'comment: Cancelled',
      'reaction +1 on "/cancel"',
      'label removed: tdd-feature',
    ]);
    expect(look(story.playground, number).commits.at(-1)).toMatch(/^test/);
    expect(prompts()).toHaveLength(3);
  });

  it('stops in the middle when the money is spent, and goes on where it was', async () => {
    await begin([act(tests), act(good), act(finish('Add the function triple'))], { REDFIRST_MODEL_PRICE: '1,1' });
    const rows = look(story.playground, number).state?.rows;
    const spent = (rows?.plan?.usd ?? 0) + (rows?.red?.usd ?? 0);
    const cap = `\nbudget: { usd: ${(spent + 0.000_001).toFixed(9)} }\n`;
    await story.maintainer.edit('main', '.github/redfirst.yml', text => text + cap);
    await story.news();
    await story.writer.say(number, '/implement');
    expect(await story.news()).toEqual(['comment: Redfirst stopped and needs you', 'reaction +1 on "/implement"']);
    expect(story.status(number)).toContain('what was paid for is not asked for again');
    expect(prompts()).toHaveLength(1);

    await story.writer.say(number, '/continue 5');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    expect(prompts()).toHaveLength(3);
  });
});
