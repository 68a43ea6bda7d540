import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labels } from '../../../demo/labels.ts';
import { readSample } from '../../../demo/scripted-model/samples.ts';
import { type Script, scripted } from '../../../demo/scripted-model/script.ts';
import type { EditsReply, TestsReply } from '../../../src/domain/edit.ts';
import type { PlanReply } from '../../../src/domain/plan-reply.ts';
import { withAnalysis } from '../analysis-reply.ts';
import { personOn } from '../person.ts';
import type { Story } from '../story.ts';

/** What the model of the Python sample says when nobody interferes. */
export interface GoodReplies {
  plan: PlanReply;
  tests: TestsReply;
  implement: EditsReply[];
}

export async function goodReplies(): Promise<GoodReplies> {
  const { script } = await readSample('python-shelf');
  const values = (name: string) =>
    (script.replies[name] ?? []).map(reply => (typeof reply === 'object' && 'value' in reply ? reply.value : reply));
  return {
    plan: values('plan')[0] as PlanReply,
    tests: values('tests')[0] as TestsReply,
    implement: values('implement') as EditsReply[],
  };
}

/** A script for one issue of its own: the name is the issue's title and the plan's, so that several can be played at once. */
export async function scriptFor(
  name: string,
  replies: (good: GoodReplies) => Record<string, readonly unknown[]>,
): Promise<Script> {
  const good = await goodReplies();
  const script = scripted({ plan: [{ ...good.plan, name }], ...replies(good) }, name);
  return withAnalysis({ ...script, isFickle: true });
}

/** The Python sample's files in a directory of their own, changed before the repository is made from them. */
export async function sampleWith(change: (directory: string) => Promise<unknown>) {
  const { directory: source } = await readSample('python-shelf');
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-sample-'));
  await cp(source, directory, { recursive: true });
  await change(directory);
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** Puts lines on top of the sample's `.github/redfirst.yml`. */
export async function configure(directory: string, lines: string): Promise<void> {
  const path = join(directory, '.github', 'redfirst.yml');
  await writeFile(path, `${lines}\n${await readFile(path, 'utf8')}`);
}

/** What the status comment says above its links and its table, which hold ports, times and costs. */
export function saidOn(story: Story, issue: number): string {
  return (
    story
      .status(issue)
      .split(/^(?:\||\[|<details)/m, 1)[0]
      ?.trimEnd() ?? ''
  );
}

/** Another repository beside the story's own, with the people who act on it. */
export async function openRepository(story: Story, { name, from }: { name: string; from?: string }) {
  const { playground } = story;
  const repository = await playground.createRepository({ owner: 'acme', name, labels, ...(from && { from }) });
  await playground.settled();
  const as = (login: Parameters<typeof personOn>[1]) => personOn(playground, login, { owner: 'acme', name });
  return {
    repository,
    writer: as('writer'),
    maintainer: as('maintainer'),
    triager: as('triager'),
    /** Every comment of the App on an issue, without what it hides in them. */
    said: (issue: number) =>
      repository.issues
        .filter(({ number }) => number === issue)
        .flatMap(({ comments }) => comments)
        .filter(({ author }) => author.id === playground.bot.id)
        .map(({ body }) => body.split('<!-- redfirst')[0]?.trimEnd()),
  };
}
