import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { plainAnalysis } from './analysis-reply.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const { title, issue, paths, plan, tests, script } = sumsFeature('triple', 3);
const act = (tool: string, given: object) => ({ text: 'I go on.', calls: [{ tool, arguments: given }] });
const ask = (question: string) => act('ask_person', { question });
const good = codeText('triple', 'number * 3');
const green = '"""What holds."""\n\n\ndef test_triple() -> None:\n    """AC-1: it holds."""\n    assert True\n';
const spoilt = { summary: ['Tidy'], edits: [{ kind: 'write', path: paths.code, content: codeText('triple', '0') }] };
/** A server that turns the key down is not asked twice. */
const absent = { status: 401 };

describeWith(['git', 'bubblewrap', 'pytest'], 'what was paid for is not paid for again after /retry', () => {
  let story: Story;
  let number: number;
  const calls = () => story.modelCalls.map(({ name }) => name);
  const asked = (call: string) => calls().filter(name => name === call).length;
  const prompt = (index: number) => story.modelCalls.filter(({ name }) => name === 'implement')[index]?.prompt;
  /** What people say, and the headline that comes of it. */
  const say = async (words: string) => {
    await story.writer.say(number, words);
    return (await story.news()).find(line => line.startsWith('comment: '));
  };
  const dead = 'comment: Redfirst could not go on';

  beforeAll(async () => {
    const replies = {
      analysis: [plainAnalysis(title)],
      plan: ['junk', 'junk', 'junk', plan],
      tests: [{ files: [{ path: paths.test, content: green }], heldOut: [] }, absent, tests],
      implement: [
        act('read_file', { path: 'sums/double.py' }),
        'truncated',
        absent,
        ask('Shall nothing be refused?'),
        act('run_tests', {}),
        ask('Shall negative numbers be refused?'),
        act('edit_file', { path: paths.code, edits: [{ kind: 'write', content: good }] }),
        act('finish_work', { summary: ['Add the function triple'], unexpected: null }),
      ],
      refactor: [spoilt, absent, { edits: [], summary: [] }],
      document: [absent, { edits: [], summary: [] }],
    };
    const retry = { limit: 1, delaySeconds: 0, maxDelaySeconds: 1 };
    story = await openStory({ from: sumsDirectory, script: script(replies), retry });
    number = await story.writer.openIssue({ ...issue, labels: ['tdd-feature'] });
    expect(await story.news()).toContain('comment: Redfirst stopped and needs you');
  });
  afterAll(() => story?.end());

  it('an analysis, where the plan came to nothing', async () => {
    expect(calls()).toEqual(['analysis', 'plan', 'plan', 'plan']);
    expect(await say('/retry')).toBe('comment: The plan waits for your approval');
    expect(calls()).toEqual(['analysis', 'plan', 'plan', 'plan', 'plan']);
  });

  it('tests that were refused, where the server was gone before the next', async () => {
    expect(await say('/approve')).toBe(dead);
    expect(asked('tests')).toBe(2);
    expect(await say('/retry')).toBe('comment: The tests are red for the right reason');
    expect(asked('tests')).toBe(3);
  });

  it('steps before the server was gone, and before each of two questions', async () => {
    expect(await say('/implement')).toBe(dead);
    expect(asked('implement')).toBe(3);
    expect(await say('/retry')).toBe('comment: The code waits for your answer');
    expect(asked('implement')).toBe(4);
    expect(await say('Nothing stays nothing.')).toBe('comment: The code waits for your answer');
    expect(asked('implement')).toBe(6);
    expect(prompt(4)).toContain('People answered. What they say settles it:\n\nNothing stays nothing.');
    expect(await say('They are welcome.')).toBe(dead);
    expect(asked('implement')).toBe(8);
    expect(prompt(7)).toContain('People answered. What they say settles it:\n\nThey are welcome.');
  });

  it('code and a refactoring that was refused, where the server was gone before the next', async () => {
    expect(asked('refactor')).toBe(2);
    expect(await say('/retry')).toBe(dead);
    expect([asked('implement'), asked('refactor'), asked('document')]).toEqual([8, 3, 1]);
  });

  it('all that was done before the documents', async () => {
    expect(await say('/retry')).toBe('comment: Done: every required check holds');
    expect(asked('document')).toBe(2);
    expect(calls()).toHaveLength(1 + 4 + 3 + 8 + 3 + 2);
  });
});
