import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { checksOn } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, planText, sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const quadruple = sumsFeature('quadruple', 4);
const tests = triple.tests.files[0]?.content ?? '';
const testFiles = { [triple.paths.test]: tests };
const code = { [triple.paths.code]: codeText('triple', 'number * 3') };
const all = ['green', 'checklist', 'red'];

describeWith(['git', 'bubblewrap', 'pytest'], 'a pull request that people wrote', () => {
  let story: Story;
  let pull: number;
  const branch = 'triple';
  const push = (files: Record<string, string | null>, message: string, over: { from?: string; branch?: string } = {}) =>
    story.writer.push(over.branch ?? branch, { files, message, ...(over.from && { from: over.from }) });
  const verdicts = (subject: string, result: 'success' | 'failure', names = all) =>
    names.map(name => `check redfirst/${name}: ${result} on "${subject}"`);
  const check = (name: string) => checksOn(story.playground, pull).findLast(run => run.name === `redfirst/${name}`);

  beforeAll(async () => {
    story = await openStory({ from: sumsDirectory, hasModel: false });
    await push(testFiles, 'test(triple): a number, three times', { from: 'main' });
    await push(code, 'feat(triple): a number, three times');
    pull = await story.writer.openPull({ title: 'Triple', head: branch, base: 'main', body: 'By hand.' });
  });
  afterAll(() => story?.end());

  it('is left alone without the label, and with one that somebody without write access put on', async () => {
    expect(await story.news()).toEqual([]);
    await story.triager.label(pull);
    expect(await story.news()).toEqual([]);
    await story.triager.unlabel(pull);
  });

  it('is judged once a person with write access labels it: no comment, three checks', async () => {
    await story.maintainer.label(pull);
    expect(await story.news()).toEqual(verdicts('feat(triple): a number, three times', 'success'));
    expect(check('red')?.title).toContain('2 tests red for the right reason');
  });

  it('is judged on every head: a test made easier is red, with the place', async () => {
    await push({ [triple.paths.test]: tests.replace('== 6', '!= 7') }, 'test: easier');
    expect(await story.news()).toEqual([
      ...verdicts('test: easier', 'failure', ['green', 'checklist']),
      ...verdicts('test: easier', 'failure', ['red']),
    ]);
    expect(check('red')?.annotations).toMatchObject([{ path: triple.paths.test }]);
  });

  it('by force, without the tests: nothing shows that they were red, and it says what to do', async () => {
    const files = { ...testFiles, ...code };
    await story.writer.push(branch, { drops: 3, files, message: 'feat: tests and code at once' });
    expect(await story.news()).toEqual(verdicts('feat: tests and code at once', 'failure', ['red']));
    expect(check('red')?.title).toBe('No red commit: code came before its tests');
    expect(check('red')?.summary).toContain('Red: <sha>');
    expect(check('red')?.annotations).toMatchObject([{ path: triple.paths.code }]);
  });

  it('may name its red commit, where other code comes first', async () => {
    const other = 'named';
    await push({ 'sums/names.py': codeText('same', 'number') }, 'refactor: a name', { from: 'main', branch: other });
    const red = await push(testFiles, 'test(triple): first', { branch: other });
    await push(code, 'feat(triple): then', { branch: other });
    const draft = { title: 'Named', head: other, base: 'main', body: 'Prepared.', labels: ['tdd-feature'] };
    pull = await story.writer.openPull(draft);
    expect(await story.news()).toEqual(verdicts('feat(triple): then', 'failure', ['red']));
    await story.writer.call('PATCH', `/pulls/${pull}`, { body: `Prepared.\n\nRed: ${red.slice(0, 9)}` });
    expect(await story.news()).toEqual(verdicts('feat(triple): then', 'success'));
    await story.writer.call('PATCH', `/pulls/${pull}`, { body: 'Prepared.\n\nRed: abcdef123' });
    expect(await story.news()).toEqual(verdicts('feat(triple): then', 'failure', ['red']));
    expect(check('red')?.summary).toContain('`abcdef123` is not a commit of this pull request');
  });

  it('may bring its plan, which is judged too: that no approval was asked for is said', async () => {
    const other = 'planned';
    const plan = { 'specs/triple.md': planText(triple) };
    await push(plan, 'docs(spec): triple', { from: 'main', branch: other });
    await push(testFiles, 'test(triple): planned', { branch: other });
    await push(code, 'feat(triple): as planned', { branch: other });
    const draft = { title: 'Planned', head: other, base: 'main', body: '', labels: ['tdd-feature'] };
    pull = await story.writer.openPull(draft);
    expect(await story.news()).toEqual(verdicts('feat(triple): as planned', 'success', ['spec', ...all]));
    expect(check('spec')?.summary).toContain('no approval was asked for');
    expect(check('red')?.summary).toContain('AC-1');
  });

  it('from a fork: the same', async () => {
    const fork = await story.outsider.fork();
    await fork.push('theirs', { from: 'main', files: testFiles, message: 'test(triple): from outside' });
    await fork.push('theirs', { files: code, message: 'feat(triple): from outside' });
    const head = 'outsider:theirs';
    pull = await story.outsider.openPull({ title: 'Outside', head, base: 'main', body: '' });
    expect(await story.news()).toEqual([]);
    await story.writer.label(pull);
    expect(await story.news()).toEqual(verdicts('feat(triple): from outside', 'success'));
    await fork.push('theirs', { files: { [triple.paths.test]: null }, message: 'test: none' });
    expect(await story.news()).toEqual([
      ...verdicts('test: none', 'failure', ['green', 'checklist']),
      ...verdicts('test: none', 'failure', ['red']),
    ]);
  });

  it('asked for again: judged again, and only then', async () => {
    const run = check('green');
    await story.maintainer.rerun(run);
    expect(await story.news()).toEqual(verdicts('test: none', 'failure'));
  });

  it('with all its checks asked for again: the same', async () => {
    const head = check('green')?.suite.headOid;
    await story.outsider.rerunAll(head);
    expect(await story.news()).toEqual([]);
    await story.maintainer.rerunAll(head);
    expect(await story.news()).toEqual(verdicts('test: none', 'failure'));
  });

  it('with documents alone: there is nothing to test', async () => {
    await push({ 'README.md': '# sums\n\nMore.\n' }, 'docs: more', { from: 'main', branch: 'words' });
    const draft = { title: 'Words', head: 'words', base: 'main', body: '', labels: ['tdd-feature'] };
    pull = await story.writer.openPull(draft);
    expect(await story.news()).toEqual(verdicts('docs: more', 'success'));
    expect(check('red')?.title).toBe('Only documents changed: there is nothing to test');
    await story.maintainer.rerunAll(check('red')?.suite.headOid);
    expect(await story.news()).toEqual(verdicts('docs: more', 'success'));
  });

  it('with tests alone so far: red, and not green yet', async () => {
    await push({ [quadruple.paths.test]: quadruple.tests.files[0]?.content ?? '' }, 'test: four', {
      from: 'main',
      branch: 'four',
    });
    const draft = { title: 'Four', head: 'four', base: 'main', body: '', labels: ['tdd-feature'] };
    pull = await story.writer.openPull(draft);
    expect(await story.news()).toEqual([
      ...verdicts('test: four', 'failure', ['green', 'checklist']),
      ...verdicts('test: four', 'success', ['red']),
    ]);
  });
});
