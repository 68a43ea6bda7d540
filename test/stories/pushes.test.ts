import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const quadruple = sumsFeature('quadruple', 4);
const tests = triple.tests.files[0]?.content ?? '';
const lint = 'ladder: [{ name: no debris, run: test ! -e sums/debris.txt, item: lint }]';

describeWith(['git', 'bubblewrap', 'pytest'], 'a person pushes own commits', () => {
  let story: Story;
  let issue: number;
  const now = () => look(story.playground, issue);
  const push = (files: Record<string, string | null>, message: string) =>
    story.writer.push(now().branch, { files, message });

  beforeAll(async () => {
    const answers = { tests: [quadruple.tests, quadruple.tests] };
    story = await openStory({ from: sumsDirectory, scripts: [triple.script(), quadruple.script(answers)] });
    await story.maintainer.edit('main', '.github/redfirst.yml', text => text.replace('ladder: []', lint));
    issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/approve');
    expect(await story.news()).toContain('comment: The tests are red for the right reason');
  });
  afterAll(() => story?.end());

  it('that leaves the tests alone: judged at once', async () => {
    await push({ 'README.md': '# sums\n\nMany small sums.\n' }, 'docs: many');
    expect(await story.news()).toEqual([
      'comment: The tests are red for the right reason',
      'check redfirst/red: success on "docs: many"',
    ]);
  });

  it('with a harness of their own: red at once, with the place', async () => {
    await push({ 'tests/conftest.py': 'collect_ignore = ["test_triple.py"]\n' }, 'test: look away');
    expect(await story.news()).toEqual([
      'comment: Redfirst stopped and needs you',
      'check redfirst/red: failure on "test: look away"',
    ]);
    expect(now().check('redfirst/red')?.annotations).toMatchObject([{ path: 'tests/conftest.py' }]);
    expect(story.status(issue)).toContain('`tests/conftest.py` is new and decides what the tests mean.');
  });

  it('with a skip in a frozen test: still red, and green refuses', async () => {
    const skipped = tests.replace('def test_triple()', '@__import__("pytest").mark.skip\ndef test_triple()');
    await push({ 'tests/conftest.py': null, [triple.paths.test]: skipped }, 'test: later');
    expect(await story.news()).toEqual([
      'comment: Redfirst stopped and needs you',
      'check redfirst/red: failure on "test: later"',
    ]);
    expect(now().check('redfirst/red')?.annotations).toMatchObject([{ path: triple.paths.test }]);
    const { head } = now();

    await story.writer.say(issue, '/implement');
    expect(await story.news()).toEqual(['comment: Redfirst stopped and needs you', 'reaction +1 on "/implement"']);
    expect(now().head).toBe(head);
    expect(story.modelCalls.map(({ name }) => name)).not.toContain('implement');
  });

  it('that takes it back: goes on to the end', async () => {
    await push({ [triple.paths.test]: tests }, 'test: now');
    const news = await story.news();
    expect(news).toContain('check redfirst/red: success on "test: now"');
    expect(news).toContain('comment: Done: every required check holds');
    expect(now().pull?.pull.isDraft).toBe(false);
    expect(now().labels).toEqual([]);
  });

  it('after the end that breaks a test: judged again, and a draft again', async () => {
    await push({ [triple.paths.code]: codeText('triple', 'number * 3 + 1') }, 'fix: one more');
    expect(await story.news()).toEqual([
      'comment: Redfirst stopped and needs you',
      'pull request (draft): feat: Add triple to the sums',
      'check redfirst/spec: success on "fix: one more"',
      'check redfirst/red: success on "fix: one more"',
      'check redfirst/green: failure on "fix: one more"',
      'check redfirst/checklist: failure on "fix: one more"',
    ]);
    expect(now().check('redfirst/green')?.annotations).toContainEqual(
      expect.objectContaining({ path: triple.paths.test }),
    );
  });

  it('that mends it and breaks the linter', async () => {
    const code = codeText('triple', 'number * 3');
    await push({ [triple.paths.code]: code, 'sums/debris.txt': 'x\n' }, 'fix: mended');
    expect(await story.news()).toEqual([
      'comment: Redfirst stopped and needs you',
      'pull request (draft): feat: Add triple to the sums',
      ...['spec', 'red', 'green'].map(name => `check redfirst/${name}: success on "fix: mended"`),
      'check redfirst/checklist: failure on "fix: mended"',
    ]);
    expect(story.status(issue)).toContain('no debris');
  });

  it('that mends all: ready again', async () => {
    await push({ 'sums/debris.txt': null }, 'chore: tidy');
    expect(await story.news()).toEqual([
      'comment: Done: every required check holds',
      'pull request (ready): feat: Add triple to the sums',
      ...['spec', 'red', 'green', 'checklist'].map(name => `check redfirst/${name}: success on "chore: tidy"`),
    ]);
  });

  it('by force, over ours: nothing is overwritten, and a person decides', async () => {
    issue = await story.writer.openIssue({ ...quadruple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/approve');
    await story.news();
    const { head: ours, branch } = now();
    const plan = 'specs/add-quadruple-to-the-sums.md';
    const files = { [plan]: now().read(plan), 'README.md': '# sums\n\nMine.\n' };
    const theirs = await story.writer.push(branch, { drops: 2, files, message: 'docs: mine' });
    expect(await story.news()).toEqual(['comment: Redfirst cannot go on']);
    expect(story.status(issue)).toContain(`git push --force-with-lease origin ${ours}:${branch}`);
    await story.writer.say(issue, 'Oh.');
    expect(await story.news()).toEqual([]);
    expect(now().head).toBe(theirs);

    await story.writer.say(issue, '/retry');
    expect(await story.news()).toContain('comment: The tests are red for the right reason');
    expect(now().commits.slice(-3)).toEqual([
      'docs: mine',
      'docs(spec): plan Add quadruple to the sums',
      'test(quadruple): add tests for Add quadruple to the sums',
    ]);
  });
});
