import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeWith } from '../toolchains.ts';
import { checksOn, look } from './look.ts';
import { openStory, type Story } from './story.ts';
import { codeText, sumsDirectory, sumsFeature } from './sums.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const triple = sumsFeature('triple', 3);
const hash = /[0-9a-f]{64}/;

/** The facts of a check as people read them, by name. */
function factsIn(summary: string | null | undefined): Record<string, string> {
  const lines = (summary ?? '').matchAll(/^- ([^:`]+): `(.*)`$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
}

describeWith(['git', 'bubblewrap', 'pytest'], 'what a check rests on', () => {
  let story: Story;
  let issue: number;
  const now = () => look(story.playground, issue);
  const red = () => factsIn(now().check('redfirst/red')?.summary);

  beforeAll(async () => {
    story = await openStory({ from: sumsDirectory, script: triple.script() });
    issue = await story.writer.openIssue({ ...triple.issue, labels: ['tdd-feature'] });
    await story.news();
    await story.writer.say(issue, '/approve');
    await story.news();
  });
  afterAll(() => story?.end());

  let atRed: Record<string, string>;

  it('is told by the stage red: the commit, what is frozen, what ran and what judged', () => {
    const { head } = now();
    atRed = red();
    expect(atRed).toMatchObject({ head, 'red commit': head, redfirst: 'story' });
    expect(atRed['frozen files']).toMatch(hash);
    expect(atRed['sandbox']).toContain('bubblewrap');
    expect(atRed['versions']).toMatch(/^Python \d+\.\d+\.\d+\S*; pytest \d+\.\d+/);
    expect(now().check('redfirst/red')?.externalId).toContain(`red=${head.slice(0, 12)}`);
  });

  it('is told of a push that left the tests alone, without a run', async () => {
    const runs = story.sandboxRuns.length;
    await story.writer.push(now().branch, { files: { 'notes.txt': 'x\n' }, message: 'chore: notes' });
    await story.news();
    expect(story.sandboxRuns).toHaveLength(runs);
    const { versions: _, 'spec SHA-256': __, ...same } = atRed;
    expect(red()).toEqual({ ...same, head: now().head });
  });

  it('is told of a push that touched them', async () => {
    await story.writer.push(now().branch, { files: { [triple.paths.test]: '' }, message: 'test: none' });
    await story.news();
    expect(red()).toMatchObject({ head: now().head, 'red commit': atRed['red commit'], redfirst: 'story' });
    expect(red()['frozen files']).toBe(atRed['frozen files']);
  });

  it('is told of a pull request that people wrote', async () => {
    const branch = 'hand';
    const files = { [triple.paths.test]: triple.tests.files[0]?.content ?? '' };
    await story.writer.push(branch, { from: 'main', files, message: 'test(triple): first' });
    const code = { [triple.paths.code]: codeText('triple', 'number * 3') };
    await story.writer.push(branch, { files: code, message: 'feat(triple): then' });
    const draft = { title: 'Triple', head: branch, base: 'main', body: '', labels: ['tdd-feature'] };
    const pull = await story.writer.openPull(draft);
    await story.news();
    const checks = checksOn(story.playground, pull);
    expect(checks).toHaveLength(3);
    for (const { summary } of checks) expect(factsIn(summary)['versions']).toMatch(/^Python \S+; pytest \d/);
  });
});
