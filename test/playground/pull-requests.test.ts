import { describe, expect, it } from 'vitest';
import { hookReceiver, person, playgroundWith, sampleRepository as sample } from './world.ts';

const file = { path: 'new.txt', message: 'feat: new', content: 'PGI+Cg==' };

async function withTopic() {
  const playground = await playgroundWith();
  const writer = person(playground, 'writer');
  const { data: main } = await writer.git.getRef({ ...sample, ref: 'heads/main' });
  for (const name of ['topic', 'develop'])
    await writer.git.createRef({ ...sample, ref: `refs/heads/${name}`, sha: main.object.sha });
  await writer.repos.createOrUpdateFileContents({ ...sample, ...file, branch: 'topic' });
  const hooks = await hookReceiver();
  return { playground, writer, hooks, main: main.object.sha };
}

describe('pull requests', () => {
  it('may come from a fork, whose owner needs no right here, and follow it', async () => {
    const { playground, hooks } = await withTopic();
    const [repository] = playground.state.repositories;
    if (!repository) throw new Error('there is no repository');
    const outsider = person(playground, 'outsider');
    const open = (head: string) => outsider.pulls.create({ ...sample, title: 'Theirs', head, base: 'main' });
    await expect(open('outsider:topic')).rejects.toMatchObject({ status: 422 });

    await playground.forkRepository(repository, 'outsider');
    const fork = { owner: 'outsider', repo: 'sample' };
    await open('outsider:topic');
    playground.setWebhookUrl(hooks.url);
    const again = { ...file, path: 'again.txt', branch: 'topic' };
    await outsider.repos.createOrUpdateFileContents({ ...fork, ...again });
    await playground.settled();

    const { data: pull } = await outsider.pulls.get({ ...sample, pull_number: 1 });
    expect([pull.commits, pull.head.repo?.full_name, pull.head.label]).toEqual([
      2,
      'outsider/sample',
      'outsider:topic',
    ]);
    expect(hooks.names()).toEqual(['pull_request.synchronize']);
  });

  it('may be put on another base, which is told', async () => {
    const { playground, writer, hooks } = await withTopic();
    await writer.pulls.create({ ...sample, title: 'Topic', head: 'topic', base: 'main' });
    playground.setWebhookUrl(hooks.url);
    await writer.pulls.update({ ...sample, pull_number: 1, base: 'develop' });
    await expect(writer.pulls.update({ ...sample, pull_number: 1, base: 'nowhere' })).rejects.toMatchObject({
      status: 422,
    });
    await playground.settled();
    expect(hooks.received.map(({ payload }) => payload)).toMatchObject([
      { action: 'edited', changes: { base: { ref: { from: 'main' } } }, pull_request: { base: { ref: 'develop' } } },
    ]);
  });

  it('are merged on a branch of their own in the queue, and checks are asked for there', async () => {
    const { playground, writer, hooks, main } = await withTopic();
    const [repository] = playground.state.repositories;
    if (!repository) throw new Error('there is no repository');
    await writer.pulls.create({ ...sample, title: 'Topic', head: 'topic', base: 'main' });
    playground.setWebhookUrl(hooks.url);
    const oid = await playground.enqueuePull(repository, 1);
    await playground.settled();
    expect(hooks.names().sort()).toEqual(['merge_group.checks_requested', 'push']);
    const sent = hooks.received.find(({ event }) => event === 'merge_group')?.payload;
    const ref = `refs/heads/gh-readonly-queue/main/pr-1-${main}`;
    expect(sent).toMatchObject({ merge_group: { head_sha: oid, head_ref: ref, base_sha: main } });
  });
});
