import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { checksOn, look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const quadruple = sumsFeature('quadruple', 4);
const all = ['green', 'checklist', 'red'];

describeWith(['git', 'bubblewrap', 'pytest'], 'every head is judged that can be merged', () => {
  let story: Story;
  let pull: number;
  const branch = 'triple';
  const merge = "Merge remote-tracking branch 'origin/main' into triple";
  const testFiles = { [triple.paths.test]: triple.tests.files[0]?.content ?? '' };
  const verdicts = (subject: string, result: 'success' | 'failure', names = all) =>
    names.map(name => `check redfirst/${name}: ${result} on "${subject}"`);
  const push = (name: string, files: Record<string, string | null>, over: { message: string; from?: string }) =>
    story.writer.push(name, { files, ...over });
  const check = (name: string) => checksOn(story.playground, pull).findLast(run => run.name === `redfirst/${name}`);
  const repository = () => story.playground.state.repositories[0] ?? expect.fail('there is no repository');

  beforeAll(async () => {
    story = await openStory({ from: sumsDirectory, scripts: [quadruple.script()] });
    await push(branch, testFiles, { message: 'test(triple): first', from: 'main' });
    await push(branch, { [triple.paths.code]: codeText('triple', 'number * 3') }, { message: 'feat(triple): then' });
    const draft = { title: 'Triple', head: branch, base: 'main', body: '', labels: ['tdd-feature'] };
    pull = await story.writer.openPull(draft);
    expect(await story.news()).toEqual(verdicts('feat(triple): then', 'success'));
  });
  afterAll(() => story?.end());

  it('again where the base moves on and is merged in, which is no tampering', async () => {
    const changed = 'from sums.double import double\n\n\ndef test_double() -> None:\n    assert double(4) == 8\n';
    await push(
      'main',
      { 'tests/test_double.py': changed, 'sums/half.py': codeText('half', 'number // 2') },
      {
        message: 'feat: half',
      },
    );
    expect(await story.news()).toEqual([]);
    await story.writer.push(branch, { merges: 'main' });
    expect(await story.news()).toEqual(verdicts(merge, 'success'));
    expect(check('checklist')?.summary).not.toContain('half.py');
  });

  it('again on another base, where that is another change; else not', async () => {
    await push('other', { 'sums/other.py': codeText('other', 'number') }, { message: 'feat: other', from: 'main' });
    await story.writer.call('PATCH', `/pulls/${pull}`, { base: 'other' });
    expect(await story.news()).toEqual([]);
    await story.writer.push('old', { from: 'main', drops: 1 });
    await story.writer.call('PATCH', `/pulls/${pull}`, { base: 'old' });
    const [green, checklist, red] = verdicts(merge, 'failure');
    expect(await story.news()).toEqual([green, checklist, red]);
    expect(check('red')?.annotations).toMatchObject([{ path: 'tests/test_double.py' }]);
    await story.writer.call('PATCH', `/pulls/${pull}`, { base: 'main' });
    expect(await story.news()).toEqual(verdicts(merge, 'success'));
  });

  it('once: what Redfirst loses is read from GitHub again, and nothing is run or written twice', async () => {
    const before = story.sandboxRuns.length;
    await story.forget();
    expect(await story.news()).toEqual([]);
    expect(story.sandboxRuns).toHaveLength(before);
  });

  it('in the merge queue: the commit that would land, once', async () => {
    await push('main', { 'sums/third.py': codeText('third', 'number // 3') }, { message: 'feat: a third' });
    const oid = await story.playground.enqueuePull(repository(), pull);
    const subject = `Merge pull request #${pull}`;
    expect(await story.news()).toEqual(verdicts(subject, 'success'));
    const runs = repository().suites.find(({ headOid }) => headOid === oid)?.runs ?? [];
    expect(runs.map(({ summary }) => summary?.includes(`head: \`${oid}\``))).toEqual([true, true, true]);
  });

  it('in the merge queue, where another change breaks it', async () => {
    const double = {
      'tests/test_more.py':
        'def test_no_triple() -> None:\n    import sums\n    assert not hasattr(sums, "triple_is_there")\n',
    };
    await push(
      'main',
      {
        ...double,
        'sums/__init__.py':
          '"""Sums."""\nimport importlib.util\n\nif importlib.util.find_spec("sums.triple"):\n    triple_is_there = True\n',
      },
      {
        message: 'feat: no triple here',
      },
    );
    await story.playground.enqueuePull(repository(), pull);
    const news = await story.news();
    expect(news).toContain(`check redfirst/green: failure on "Merge pull request #${pull}"`);
  });

  it('on a branch of ours whose issue lost its label, and on one that never had a run', async () => {
    const issue = await story.writer.openIssue({ ...quadruple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/approve');
    expect(await story.news()).toContain('comment: The tests are red for the right reason');
    await story.writer.unlabel(issue);
    expect(await story.news()).toEqual(['comment: Cancelled: the label was removed']);
    const name = look(story.playground, issue).branch;
    await push(
      name,
      { [quadruple.paths.test]: 'def test_it() -> None:\n    assert True\n' },
      { message: 'test: easier' },
    );
    expect(await story.news()).toEqual([
      'check redfirst/spec: success on "test: easier"',
      ...verdicts('test: easier', 'failure'),
    ]);

    await push('tdd/99-mine', { 'sums/mine.py': codeText('mine', 'number') }, { message: 'feat: mine', from: 'main' });
    pull = await story.writer.openPull({ title: 'Mine', head: 'tdd/99-mine', base: 'main', body: '' });
    expect(await story.news()).toEqual(verdicts('feat: mine', 'failure', ['red']));
  });

  it('whatever another App says under the same name', async () => {
    const oid = checksOn(story.playground, pull)[0]?.suite.headOid ?? '';
    for (const name of ['redfirst/red', 'redfirst/green'])
      story.playground.reportAsAnother(repository(), { headOid: oid, name, conclusion: 'success' });
    await story.writer.call('PATCH', `/pulls/${pull}`, { body: 'Red: abcdef1' });
    expect(await story.news()).toEqual(verdicts('feat: mine', 'failure', ['red']));
    await story.writer.call('PATCH', `/pulls/${pull}`, { body: '' });
    await story.news();
    await push('tdd/99-mine', { 'sums/mine.py': codeText('mine', '1 * number') }, { message: 'feat: mine again' });
    expect(await story.news()).toEqual(verdicts('feat: mine again', 'failure', ['red']));
    const before = story.sandboxRuns.length;
    await story.writer.call('PATCH', `/pulls/${pull}`, { title: 'Mine, renamed' });
    expect(await story.news()).toEqual([]);
    expect(story.sandboxRuns).toHaveLength(before);
  });
});
