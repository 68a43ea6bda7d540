import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { everythingSaid } from './models/cast.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';
import { act, finish, tests, write } from './turn.ts';

vi.setConfig({ testTimeout: 240_000 });

const { issue, paths, script } = sumsFeature('triple', 3);
const token = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
const key = `sk-proj-${'k3Y9'.repeat(12)}`;
const question = 'Shall a fraction be multiplied as well, or refused? Callers see the difference.';
const implement = [
  { ...act(tests), text: `The issue names ${token}.` },
  act(['ask_person', { question }]),
  act(write(paths.code, codeText('triple', 'number * 3')), tests, finish('Add the function triple')),
];

describeWith(['git', 'bubblewrap', 'pytest'], 'a question of the model', () => {
  let recordings: string;
  let story: Story;
  const asked = (call: string) => story.modelCalls.filter(({ name }) => name === call);
  /** Messages and trees of the branch's commits, but for the id of the comment that asked for them. */
  const commits = () => {
    const [repository] = story.playground.state.repositories;
    const { branch } = look(story.playground, 1);
    const range = ['log', '--reverse', '--format=%T%n%B', `HEAD..${branch}`];
    const log = execFileSync('git', ['--git-dir', repository?.directory ?? '', ...range], { encoding: 'utf8' });
    return log.replaceAll(/^Redfirst-Comment: .*$/gm, '');
  };
  let recorded = '';

  beforeAll(async () => {
    recordings = await mkdtemp(join(tmpdir(), 'redfirst-recordings-'));
  });
  afterAll(() => rm(recordings, { recursive: true, force: true }));
  afterEach(() => story?.end());

  /** A feature up to the question. */
  async function begin(): Promise<void> {
    await story.outsider.openIssue({ ...issue, body: `${issue.body} Log in with ${token}.` });
    await story.writer.label(1);
    await story.news();
    await story.writer.say(1, '/implement');
    expect(await story.news()).toContain('comment: The code waits for your answer');
  }

  it('is on the issue once, is answered by a writer, and is paid for once', async () => {
    const environment = { OPENAI_API_KEY: key, REDFIRST_RECORD: recordings };
    story = await openStory({ from: sumsDirectory, script: script({ implement }), environment });
    await begin();
    expect(story.status(1)).toContain(`please answer in a comment:\n\n${question}`);
    const visible = everythingSaid(story, 1).replaceAll(/<!--[\s\S]*?-->/g, '');
    expect(visible.split(question)).toHaveLength(2);
    expect(look(story.playground, 1).commits.at(-1)).toMatch(/^test/);

    await story.outsider.say(1, 'Refuse it.');
    await story.outsider.call('PATCH', '/issues/1', { body: `${issue.body} Refuse fractions.` });
    await story.outsider.call('PATCH', '/issues/1', { title: `${issue.title}, whole ones` });
    expect(await story.news()).toEqual([]);
    expect(asked('implement')).toHaveLength(2);

    await story.writer.say(1, 'Multiply it as well.');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    const [first, second, third] = asked('implement').map(({ prompt }) => prompt);
    expect(second?.startsWith(first ?? '-')).toBe(true);
    expect(third).toContain('People answered. What they say settles it:\n\nMultiply it as well.');
    expect(third).not.toContain('Refuse it.');
    expect(['analysis', 'plan', 'tests', 'implement'].map(call => asked(call).length)).toEqual([1, 1, 1, 3]);
    recorded = commits();
  });

  it('comes again from a recording alone, which holds no secret, and leads to the same commits', async () => {
    const environment = { REDFIRST_REPLAY: recordings, REDFIRST_MODEL: 'scripted', OPENAI_API: 'chat' };
    story = await openStory({ from: sumsDirectory, hasModel: false, environment });
    const names = await readdir(recordings);
    expect(names).toHaveLength(8);
    for (const name of names) {
      const text = await readFile(join(recordings, name), 'utf8');
      expect(text).not.toMatch(/ghp_|sk-proj|authorization|PRIVATE KEY/i);
    }
    await begin();
    await story.writer.say(1, 'Multiply it as well.');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    expect(story.modelCalls).toEqual([]);
    expect(commits()).toBe(recorded);
  });
});
