import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { EditsReply } from '../../src/domain/edit.ts';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 180_000 });

const { issue, paths, tests, script } = sumsFeature('triple', 3);
const hidden = 'tests/test_triple_more.py';
const heldOutText = (number: number, name = 'five') =>
  `from sums.triple import triple\n\n\ndef test_triple_of_${name}() -> None:\n    """AC-1"""\n    assert triple(${number}) == ${3 * number}\n`;
const pin = 'def test_triple_of_five() -> None:\n    """AC-1"""\n    assert 3 * 5 == 15\n';
const heldOut = [{ path: hidden, content: heldOutText(5) }];
const wrong = codeText('triple', '6 if number else 0');
const right = codeText('triple', 'number * 3');
const implement: EditsReply = { summary: ['x'], edits: [{ kind: 'write', path: paths.code, content: wrong }] };
const subject = 'test(triple): add held-out tests for Add triple to the sums';

describeWith(['git', 'bubblewrap', 'pytest'], 'tests that the implementer never sees', () => {
  let story: Story;
  let number: number;
  const now = () => look(story.playground, number);
  const runs = () =>
    story.playground.state.repositories.flatMap(({ suites }) => suites.flatMap(({ runs: all }) => all));
  const lastReply = () =>
    story.playground.state.repositories[0]?.issues.find(each => each.number === number)?.comments.at(-1)?.body ?? '';
  const push = (files: Record<string, string | null>, message: string) =>
    story.writer.push(now().branch, { files, message });

  beforeAll(async () => {
    const answers = [
      { ...tests, heldOut: [{ path: hidden, content: pin }] },
      { ...tests, heldOut },
      { ...tests, heldOut: [{ path: hidden, content: heldOutText(7, 'seven') }] },
    ];
    story = await openStory({ from: sumsDirectory, script: script({ tests: answers, implement: [implement] }) });
    number = await story.writer.openIssue({ ...issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(number, '/approve');
    await story.news();
  });
  afterAll(() => story?.end());

  it('are proven red with the others, and sealed where only the App can read them', () => {
    expect(story.modelCalls.filter(({ name }) => name === 'tests')[1]?.prompt).toContain('Held out: ');
    const check = now().check('redfirst/red');
    expect(check?.summary).toContain('| kept from the implementer | 1 test red for the right reason');
    expect(check?.text).toMatch(/^redfirst-sealed v1\.[\w-]+$/m);
    expect(() => now().read(hidden)).toThrow();
    const said = story.playground.state.repositories.flatMap(({ issues }) =>
      issues.flatMap(({ body, comments }) => [body, ...comments.map(comment => comment.body)]),
    );
    expect([...said, ...runs().map(({ summary, text }) => `${summary}${text}`)].join()).not.toMatch(
      /of_five|test_triple_more/,
    );
  });

  it('find the answer out that was written for the others', async () => {
    await story.writer.say(number, '/implement');
    const news = await story.news();
    expect(news.find(line => line.includes('redfirst/green'))).toMatch(/failure/);
    expect(story.modelCalls.map(({ name, prompt }) => (name === 'tests' ? '' : prompt)).join()).not.toMatch(/of_five/);
    expect(story.status(number)).toContain(
      'AC-1: a test that the implementer never saw fails: the answer may be hard-coded.',
    );
    expect(now().commits).not.toContain(subject);
  });

  it('fail closed when they cannot be read, and are written anew on /retry', async () => {
    for (const run of runs()) run.text = null;
    await push({ 'README.md': '# sums\n\nMany.\n' }, 'docs: many');
    await story.news();
    expect(story.status(number)).toContain('cannot be read any more');
    expect(now().check('redfirst/green')?.conclusion).toBe('failure');
    await story.writer.say(number, '/retry');
    const news = await story.news();
    expect(news).toContain(`commit on ${now().branch}: test(triple): hold other tests out`);
    expect(now().check('redfirst/red')?.text).toMatch(/^redfirst-sealed v1\.[\w-]+$/m);
  });

  it('are committed when the code holds, and frozen', async () => {
    await push({ [paths.code]: right }, 'fix: every number');
    const news = await story.news();
    expect(news).toContain('comment: Done: every required check holds');
    expect(now().commits.at(-1)).toBe(subject);
    expect(now().read(hidden)).toContain('triple(');
    expect(now().check('redfirst/green')?.conclusion).toBe('success');
    await push({ [hidden]: heldOutText(0) }, 'test: less');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: less"');
  });

  it.each([
    ['gone', null, 'was there before and is gone'],
    ['green without the code', pin, 'was red and is not any more'],
  ])('are not amended, once published, to one that is %s', async (what, text, why) => {
    await push({ [hidden]: text }, `test: ${what}`);
    expect(await story.news()).toContain(`check redfirst/red: failure on "test: ${what}"`);
    await story.writer.say(number, `/amend ${hidden} I say so: ${what}.`);
    expect(await story.news()).toContain(`reaction confused on "/amend ${hidden} I say so: ${what}."`);
    expect(lastReply()).toContain(why);
  });

  it('are frozen as a person amends them, once published: red again, and judged with the others', async () => {
    await push({ [hidden]: heldOutText(9) }, 'test: nine');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: nine"');
    await story.writer.say(number, `/amend ${hidden}::test_triple_of_five Nine says more.`);
    const news = await story.news();
    expect(news, lastReply()).toContain(`commit on ${now().branch}: test(triple): amend ${hidden}`);
    expect(news).toContain('comment: Done: every required check holds');
    expect(now().check('redfirst/red')?.title).toContain('3 tests red for the right reason');
    expect(now().check('redfirst/red')?.summary).toMatch(/amended: `[^`]+of_five` \| by writer .*: Nine says more\./);
    const green = now().check('redfirst/green')?.summary;
    expect(green).toContain('tests that the implementer never saw | committed, and run with the others');
    expect(green).toMatch(/AC-1: [^|]+\| 2 tests: 2 red before, 2 green now/);
    await push({ [hidden]: heldOutText(5) }, 'test: five');
    expect(await story.news()).toContain('check redfirst/red: failure on "test: five"');
  });
});
