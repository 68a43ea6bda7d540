import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { readSample } from '../../../demo/scripted-model/samples.ts';
import type { FaultEffect } from '../../../src/playground/records.ts';
import { describeWith } from '../../toolchains.ts';
import { openStory, type Story } from '../story.ts';
import { scriptFor } from './cast.ts';

vi.setConfig({ testTimeout: 180_000 });

const retry = { limit: 8, delaySeconds: 0, maxDelaySeconds: 1 };
const badGateway: FaultEffect = { do: 'answer', status: 502 };

describeWith(['git', 'bubblewrap', 'pytest'], 'an answer of GitHub that is lost', () => {
  let story: Story;
  afterEach(() => story.end());

  it.each(['before', 'after'] as const)(
    '%s the effect of every write: each thing is there once, and no answer of the model is paid twice',
    async when => {
      story = await openStory({ retry });
      const lose = (...operations: string[]) =>
        operations.map(operation => story.playground.orderFault({ match: { operation }, effect: badGateway, when }));
      const { issue } = await readSample('python-shelf');
      const number = await story.writer.openIssue(issue);

      const ofPlan = lose('createCommitOnBranch', 'Announce');
      await story.writer.label(number);
      const plan = 'docs(spec): plan Favourite books';
      const branch = 'tdd/1-mark-a-book-as-favourite-and-list-favour';
      expect(await story.news()).toEqual([
        'reaction eyes on #1',
        'comment: The plan waits for your approval',
        `commit on ${branch}: ${plan}`,
        `check redfirst/spec: success on "${plan}"`,
      ]);

      const ofRed = lose('createCommitOnBranch', 'createPullRequest', 'Announce');
      await story.writer.say(number, '/approve');
      const red = 'test(service): add tests for Favourite books';
      expect(await story.news()).toEqual([
        'comment: The tests are red for the right reason',
        'reaction +1 on "/approve"',
        'pull request (draft): feat: Favourite books',
        `commit on ${branch}: ${red}`,
        `check redfirst/spec: success on "${red}"`,
        `check redfirst/red: success on "${red}"`,
      ]);
      expect([...ofPlan, ...ofRed].map(({ hits }) => hits)).toEqual([1, 1, 1, 1, 1]);
      expect(story.modelCalls.map(({ name }) => name)).toEqual(['analysis', 'plan', 'tests']);
    },
  );
});

describeWith(['git', 'bubblewrap'], 'GitHub that', () => {
  let story: Story;
  const titles = [
    'One of patience',
    'One of much patience',
    'One of old tokens',
    'One told twice',
    'One cut off',
    'One too new',
  ];

  beforeAll(async () => {
    story = await openStory({ retry, scripts: await Promise.all(titles.map(title => scriptFor(title, () => ({})))) });
  });
  afterAll(() => story.end());

  /** A labelled issue, planned as if nothing had happened. */
  async function planned(title: string): Promise<void> {
    const issue = await story.writer.openIssue({ title, body: 'Favourites, please.' });
    await story.writer.label(issue);
    const commit = `docs(spec): plan ${title}`;
    expect(await story.news()).toEqual([
      `reaction eyes on #${issue}`,
      'comment: The plan waits for your approval',
      `commit on tdd/${issue}-${title.toLowerCase().replaceAll(' ', '-')}: ${commit}`,
      `check redfirst/spec: success on "${commit}"`,
    ]);
  }

  it.each([
    ['One of patience', 429, 'createCommitOnBranch'],
    ['One of much patience', 403, 'Announce'],
  ] as const)('asks for time is left alone for that long: %s', async (title, status, operation) => {
    const seconds = 3;
    const effect = { do: 'secondary-limit', status, retryAfter: seconds } as const;
    story.playground.orderFault({ match: { operation }, effect });
    await planned(title);
    const requests = story.playground.requests.filter(({ byApp }) => byApp);
    const limited = requests.findLastIndex(request => request.status === status);
    const [then, next] = [requests[limited], requests[limited + 1]].map(request => Date.parse(request?.at ?? ''));
    expect((next ?? 0) - (then ?? 0)).toBeGreaterThanOrEqual(seconds * 1000);
  });

  it('takes a token no more is asked with a new one', async () => {
    const tokens = () => story.playground.requests.filter(({ path }) => path.endsWith('/access_tokens')).length;
    const before = tokens();
    const effect = { do: 'answer', status: 401, body: { message: 'Bad credentials' } } as const;
    const fault = story.playground.orderFault({ match: { kind: 'graphql', byApp: true }, effect });
    await planned('One of old tokens');
    expect(fault.hits).toBe(1);
    expect(tokens()).toBe(before + 1);
  });

  it('tells of a label twice is answered once', async () => {
    story.playground.orderFault({ match: { event: 'issues.labeled' }, effect: { do: 'duplicate' } });
    await planned('One told twice');
  });

  it('breaks off after it did what it was asked for is looked at again', async () => {
    for (const operation of ['createCommitOnBranch', 'Announce'])
      story.playground.orderFault({ match: { operation }, effect: { do: 'reset' }, when: 'after' });
    await planned('One cut off');
  });

  it('does not know yet what it told us of is asked again', async () => {
    const graphql = (data: object | null, error: object): FaultEffect => ({
      do: 'answer',
      status: 200,
      body: { data, errors: [error] },
    });
    const message = 'Could not resolve to an Issue with the number of 6.';
    const noIssue = graphql(
      { repository: { issue: null } },
      { type: 'NOT_FOUND', path: ['repository', 'issue'], message },
    );
    const moved = graphql(null, {
      type: 'STALE_DATA',
      path: ['createCommitOnBranch'],
      message: 'Expected branch to point to',
    });
    const faults = [
      story.playground.orderFault({ match: { operation: 'Facts' }, effect: noIssue, times: 2 }),
      story.playground.orderFault({ match: { operation: 'createCommitOnBranch' }, effect: moved }),
    ];
    await planned('One too new');
    expect(faults.map(({ hits }) => hits)).toEqual([2, 1]);
  });
});
