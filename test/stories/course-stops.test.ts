import { afterEach, expect, it, vi } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { libraryWith, reading, stepScript } from './library.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const context = (step: string) =>
  `current_epic = "1"\ncurrent_step = ${step}\ncurrent_domain = "library"\ncurrent_dev_stage = "implementation"\n`;

describeWith(['git', 'bubblewrap', 'pytest'], 'a step that cannot begin', () => {
  let story: Story;
  afterEach(() => story?.end());

  async function begin(changes: Record<string, string | null>, replies: Record<string, readonly unknown[]> = {}) {
    story = await openStory({ from: await libraryWith(changes), script: stepScript(replies) });
    const number = await story.writer.openIssue({ title: 'Carry on', body: '', labels: ['tdd-step'] });
    const news = await story.news();
    return { number, news, status: story.status(number), now: look(story.playground, number) };
  }

  it('says that there is no Context.toml, and begins nothing', async () => {
    const { status, now } = await begin({ 'library/Context.toml': null });
    expect(status).toContain('There is no `Context.toml` in the repository');
    expect(now.branch).toBe('');
    expect(story.modelCalls).toEqual([]);
  });

  it('says what is wrong with it, and goes on when that is mended', async () => {
    const { number, status, now } = await begin(
      { 'library/Context.toml': context('"soon"') },
      { step: [{ ...reading, questions: ['Which title has a book without one?'] }, reading] },
    );
    expect(status).toContain('- `current_step` is not a number such as 2, or "1.2" in quotes');
    expect(now.branch).toBe('');
    await story.writer.edit('main', 'library/Context.toml', () => context('1'));
    await story.writer.say(number, '/retry');
    await story.news();
    expect(story.status(number)).toContain('1. Which title has a book without one?');
    expect(look(story.playground, number).branch).toBe('');
    await story.writer.say(number, 'None.');
    await story.news();
    expect(look(story.playground, number).labels).toEqual([]);
  });

  it('asks which domain is meant where there are several', async () => {
    const { number, status } = await begin({ 'web/Context.toml': context('9') });
    expect(status).toContain('- `library/Context.toml`\n- `web/Context.toml`');
    await story.writer.call('PATCH', `/issues/${number}`, { body: 'It is about web/, please.' });
    await story.news();
    expect(story.status(number)).toContain('has no heading `Step 9`, which `web/Context.toml` names');
  });

  it('says that nothing is left of a step whose tasks are completed, and is over', async () => {
    const { status, news, now } = await begin({ 'library/Context.toml': context('0') });
    expect(status).toContain('every task of "Step 0: A server" in `docs/Phase1/6.1_implementation_plan.md` is marked');
    expect(news).toContain('label removed: tdd-step');
    expect(now.branch).toBe('');
    expect(story.modelCalls).toEqual([]);
  });
});
