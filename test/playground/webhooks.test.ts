import { Webhooks } from '@octokit/webhooks';
import { describe, expect, it } from 'vitest';
import { app, hookReceiver, person, playgroundWith, sampleRepository as sample, secret } from './world.ts';

describe('webhooks', () => {
  it('are signed, and say what they are', async () => {
    const playground = await playgroundWith();
    const hooks = await hookReceiver();
    playground.setWebhookUrl(hooks.url);
    await person(playground, 'writer').issues.create({ ...sample, title: 'Héllo' });
    await playground.settled();
    const [hook] = hooks.received;
    expect(hooks.names()).toEqual(['issues.opened']);
    const signature = String(hook?.headers['x-hub-signature-256']);
    expect(await new Webhooks({ secret }).verify(hook?.text ?? '', signature)).toBe(true);
    expect(hook?.headers).toMatchObject({ 'x-github-hook-id': expect.any(String), 'content-type': 'application/json' });
    expect(hook?.payload).toMatchObject({ installation: { id: expect.any(Number) }, sender: { login: 'writer' } });
  });

  it('are sent to no App that is not installed', async () => {
    const playground = await playgroundWith();
    const hooks = await hookReceiver();
    playground.setWebhookUrl(hooks.url);
    await playground.createRepository({ owner: 'acme', name: 'alone', install: false });
    await person(playground, 'writer').issues.create({ owner: 'acme', repo: 'alone', title: 'Hello' });
    await playground.settled();
    expect(hooks.names()).toEqual([]);
  });

  it('are logged with what came back, and sent again under the same id', async () => {
    const playground = await playgroundWith();
    let status = 500;
    const hooks = await hookReceiver(() => status);
    playground.setWebhookUrl(hooks.url);
    await person(playground, 'writer').issues.create({ ...sample, title: 'Hello' });
    await playground.settled();
    status = 202;
    const octokit = app(playground);
    const { data: log } = await octokit.apps.listWebhookDeliveries();
    expect(log).toMatchObject([{ event: 'issues', action: 'opened', status_code: 500, redelivery: false }]);
    await octokit.apps.redeliverWebhookDelivery({ delivery_id: log[0]?.id ?? 0 });
    await playground.settled();
    const { data: after } = await octokit.apps.listWebhookDeliveries();
    expect(after).toMatchObject([{ status_code: 202, redelivery: true, guid: log[0]?.guid }, {}]);
    expect(new Set(hooks.received.map(hook => hook.guid)).size).toBe(1);
  });

  it('are logged when nobody answers', async () => {
    const playground = await playgroundWith();
    playground.setWebhookUrl('http://127.0.0.1:1/');
    await person(playground, 'writer').issues.create({ ...sample, title: 'Hello' });
    await playground.settled();
    expect(playground.deliveries).toMatchObject([{ statusCode: 502, status: 'failed to connect to host' }]);
  });

  it('come for all that a person does to an issue', async () => {
    const playground = await playgroundWith();
    const hooks = await hookReceiver();
    playground.setWebhookUrl(hooks.url);
    const writer = person(playground, 'writer');
    const issue = { ...sample, issue_number: 1 };
    await writer.issues.create({ ...sample, title: 'Hello' });
    await writer.issues.addLabels({ ...issue, labels: ['bug'] });
    await writer.issues.addLabels({ ...issue, labels: ['bug'] });
    await writer.issues.removeLabel({ ...issue, name: 'bug' });
    await writer.issues.update({ ...issue, title: 'Hello there' });
    await writer.issues.update({ ...issue, state: 'closed' });
    await writer.issues.update({ ...issue, state: 'open' });
    const { data: comment } = await writer.issues.createComment({ ...issue, body: 'One' });
    await writer.issues.updateComment({ ...sample, comment_id: comment.id, body: 'Two' });
    await writer.issues.deleteComment({ ...sample, comment_id: comment.id });
    await playground.settled();
    expect(hooks.names().sort()).toEqual([
      'issue_comment.created',
      'issue_comment.deleted',
      'issue_comment.edited',
      'issues.closed',
      'issues.edited',
      'issues.labeled',
      'issues.opened',
      'issues.reopened',
      'issues.unlabeled',
    ]);
  });
});
