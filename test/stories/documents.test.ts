import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { checksOn, look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

const triple = sumsFeature('triple', 3);
const quadruple = sumsFeature('quadruple', 4);
const names = ['green', 'checklist', 'red'];
/** The suite says in its report how long it took, to the microsecond: the same words are the same run. */
const runsIn = (summary: string | null | undefined) => summary?.match(/<code>.*?<\/code>: exit code \d+, [\d.]+ s/g);

describeWith(['git', 'bubblewrap', 'pytest'], 'a push that changes only documents', () => {
  let story: Story;
  let pull: number;
  let issue: number;
  let runs: string[];
  const check = (name: string) => checksOn(story.playground, pull).findLast(run => run.name === `redfirst/${name}`);
  const push = (files: Record<string, string | null>, message: string, from?: string) =>
    story.writer.push('hand', { files, message, ...(from && { from }) });

  beforeAll(async () => {
    story = await openStory({ from: sumsDirectory, scripts: [quadruple.script()] });
    runs = story.sandboxRuns;
    await push({ [triple.paths.test]: triple.tests.files[0]?.content ?? '' }, 'test(triple): first', 'main');
    await push({ [triple.paths.code]: codeText('triple', 'number * 3') }, 'feat(triple): then');
    const draft = { title: 'Triple', head: 'hand', base: 'main', body: '', labels: ['tdd-feature'] };
    pull = await story.writer.openPull(draft);
    expect(await story.news()).toHaveLength(3);
  });
  afterAll(() => story?.end());

  it('costs no run at all, carries the verdict over, and says from where', async () => {
    const [before, judged, head] = [runs.length, check('green'), check('green')?.suite.headOid ?? ''];
    expect(before).toBeGreaterThan(3);
    await push({ 'README.md': '# sums\n\nMore words.\n' }, 'docs: more words');
    expect(await story.news()).toEqual(names.map(name => `check redfirst/${name}: success on "docs: more words"`));
    expect(runs.slice(before)).toEqual([]);
    expect(check('green')?.summary).toContain(`judged at: \`${head}\``);
    expect(check('green')?.summary).toContain(`those of ${head.slice(0, 7)}: only documents changed since`);
    expect(runsIn(check('green')?.summary)).toEqual(runsIn(judged?.summary));
  });

  it('is judged as to what documents are judged for', async () => {
    const before = runs.length;
    const key = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`;
    await push({ 'README.md': `# sums\n\nUse ${key}.\n` }, 'docs: a key');
    const news = await story.news();
    expect(news).toContain('check redfirst/green: success on "docs: a key"');
    expect(news).toContain('check redfirst/checklist: failure on "docs: a key"');
    expect(runs.slice(before)).toEqual([]);
  });

  it('asked for again by a person: run again', async () => {
    const before = runs.length;
    await story.writer.rerun(check('green'));
    expect(await story.news()).toHaveLength(3);
    expect(runs.length).toBeGreaterThan(before + 3);
    expect(check('green')?.summary).not.toContain('judged at');
  });

  it('with one line of code beside them: run again', async () => {
    const before = runs.length;
    const code = codeText('triple', '3 * number');
    await push({ 'README.md': '# sums\n', [triple.paths.code]: code }, 'refactor: the other way round');
    expect(await story.news()).toHaveLength(3);
    expect(runs.length).toBeGreaterThan(before);
  });

  it('on the branch of a run that is over: the same', async () => {
    issue = await story.writer.openIssue({ ...quadruple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/implement');
    expect(await story.news()).toContain('comment: Done: every required check holds');
    const before = runs.length;
    await story.writer.push(look(story.playground, issue).branch, {
      files: { 'README.md': '# sums\n\nOf all kinds.\n' },
      message: 'docs: kinds',
    });
    expect(await story.news()).toContain('check redfirst/green: success on "docs: kinds"');
    expect(runs.slice(before)).toEqual([]);
    expect(look(story.playground, issue).check('redfirst/green')?.summary).toContain('judged at');
  });
});
