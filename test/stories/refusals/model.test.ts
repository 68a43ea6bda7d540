import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ScriptedFault } from '../../../demo/scripted-model/script.ts';
import { startScriptedModel } from '../../../demo/scripted-model/server.ts';
import { describeWith } from '../../toolchains.ts';
import { until } from '../look.ts';
import { openStory, type Story } from '../story.ts';
import { goodReplies, saidOn, scriptFor } from './cast.ts';

vi.setConfig({ testTimeout: 180_000 });

/** Two turns, one after the other. */
const retry = { limit: 1, delaySeconds: 0, maxDelaySeconds: 1 };
const times = (count: number, fault: ScriptedFault) => Array.from({ length: count }, () => fault);
/** What the adapter asks in one turn before it gives up. */
const askedInATurn = 3;

const faults: Record<string, { replies: ScriptedFault[]; headline: string }> = {
  'speaks no JSON, three times': { replies: times(3, 'junk'), headline: 'Redfirst stopped and needs you' },
  'breaks off, three times': { replies: times(3, 'truncated'), headline: 'Redfirst stopped and needs you' },
  refuses: { replies: ['refusal'], headline: 'Redfirst stopped and needs you' },
  'is not well': { replies: times(2 * askedInATurn, { status: 500 }), headline: 'Redfirst could not go on' },
  'asks for patience': {
    replies: times(2 * askedInATurn, { status: 429, retryAfter: 0.2 }),
    headline: 'Redfirst could not go on',
  },
  'does not take the key': { replies: [{ status: 401 }], headline: 'Redfirst could not go on' },
};
const nameOf = (what: string) => `A model that ${what}`;

describeWith(['git', 'bubblewrap'], 'a model that', () => {
  let story: Story;

  beforeAll(async () => {
    const { plan } = await goodReplies();
    const scripts = Object.entries(faults).map(([what, { replies }]) =>
      scriptFor(nameOf(what), () => ({ plan: [...replies, { ...plan, name: nameOf(what) }] })),
    );
    story = await openStory({ scripts: await Promise.all(scripts), retry });
  });
  afterAll(() => story.end());

  it.each(Object.entries(faults))(
    '%s: one comment, nothing else, and /retry goes on',
    async (what, { headline, replies }) => {
      const before = story.modelCalls.length;
      const issue = await story.writer.openIssue({ title: nameOf(what), body: 'Favourites, please.' });
      await story.writer.label(issue);
      expect(await story.news()).toEqual([`reaction eyes on #${issue}`, `comment: ${headline}`]);
      expect(saidOn(story, issue)).toMatchSnapshot();
      const asked = story.modelCalls.slice(before).filter(({ name }) => name === 'plan');
      expect(asked).toHaveLength(replies.length);

      await story.writer.say(issue, '/retry');
      expect(await story.news()).toEqual([
        'comment: The plan waits for your approval',
        'reaction +1 on "/retry"',
        expect.stringMatching(`^commit on tdd/${issue}-a-model-that-`),
        expect.stringMatching('^check redfirst/spec: success'),
      ]);
    },
  );
});

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  return port;
}

const planned = (issue: number, slug: string, title: string) => [
  'comment: The plan waits for your approval',
  'reaction +1 on "/retry"',
  `commit on tdd/${issue}-${slug}: docs(spec): plan ${title}`,
  `check redfirst/spec: success on "docs(spec): plan ${title}"`,
];

describeWith(['git', 'bubblewrap'], 'a model server that', () => {
  it('is not there: one comment, nothing else, and /retry goes on once it is', async () => {
    const port = await freePort();
    const story = await openStory({ environment: { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` }, retry });
    const title = 'Nobody at home';
    const issue = await story.writer.openIssue({ title, body: 'Favourites, please.' });
    await story.writer.label(issue);
    expect(await story.news()).toEqual([`reaction eyes on #${issue}`, 'comment: Redfirst could not go on']);
    expect(saidOn(story, issue)).toMatchSnapshot();

    const model = await startScriptedModel({ port, scripts: [await scriptFor(title, () => ({}))] });
    await story.writer.say(issue, '/retry');
    expect(await story.news()).toEqual(planned(issue, 'nobody-at-home', title));
    await model.close();
    await story.end();
  });

  it('is not there: the issue says so, since when and until when, before anybody gives up', async () => {
    const port = await freePort();
    const environment = { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1` };
    const story = await openStory({ environment, retry: { limit: 8, delaySeconds: 600, maxDelaySeconds: 600 } });
    expect(await story.news(), 'the look at its start finds nothing yet').toEqual([]);
    const title = 'Back later';
    const issue = await story.writer.openIssue({ title, body: 'Favourites, please.' });
    await story.writer.label(issue);
    await until(() => story.status(issue) !== '');
    const said = saidOn(story, issue);
    expect(said).toContain('### Redfirst waits for the model');
    expect(said).toContain('The model server cannot be reached. Check OPENAI_BASE_URL and the network.');
    expect(said).toMatch(/since \d{4}-\d\d-\d\d \d\d:\d\d UTC.*tried again by \d{4}-\d\d-\d\d \d\d:\d\d UTC/s);

    const model = await startScriptedModel({ port, scripts: [await scriptFor(title, () => ({}))] });
    await story.writer.say(issue, '/retry');
    expect(await story.news()).toEqual([`reaction eyes on #${issue}`, ...planned(issue, 'back-later', title)]);
    await model.close();
    await story.end();
  });
});
