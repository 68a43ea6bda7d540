import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Playground } from '../../src/playground/server.ts';
import {
  appId,
  installed,
  keys,
  person,
  playgroundWith,
  sampleRepository as sample,
  scoped,
  tokenFor,
} from './world.ts';

const now = () => Math.floor(Date.now() / 1000);
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

function jwt(claims: object, header: object = { alg: 'RS256', typ: 'JWT' }, key = keys.privateKey): string {
  const text = `${encode(header)}.${encode({ iat: now() - 30, exp: now() + 300, iss: appId, ...claims })}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

async function get(playground: Playground, path: string, authorization?: string) {
  const response = await fetch(`${playground.url}/api/v3${path}`, { headers: authorization ? { authorization } : {} });
  return { status: response.status, message: ((await response.json()) as { message?: string }).message };
}

describe('who may ask', () => {
  it('accepts the App’s own token', async () => {
    const playground = await playgroundWith();
    expect(await get(playground, '/app', `Bearer ${jwt({})}`)).toMatchObject({ status: 200 });
  });

  it.each([
    ['of another App', jwt({ iss: 1 }), /Integration not found/],
    ['that is no longer valid', jwt({ exp: now() - 1 }), /'exp'/],
    ['for more than ten minutes', jwt({ exp: now() + 660 }), /too far in the future/],
    ['from the future', jwt({ iat: now() + 60 }), /'iat'/],
    ['without a time of issue', jwt({ iat: undefined }), /'iat'/],
    ['without a signature', jwt({}).replace(/[^.]+$/, ''), /could not be decoded/],
    ['with another algorithm', jwt({}, { alg: 'none' }), /could not be decoded/],
    [
      'with changed claims',
      jwt({}).replace(/\.[^.]+\./, `.${encode({ iss: appId, iat: now(), exp: now() + 60 })}.`),
      /could not/,
    ],
  ])('refuses a token %s', async (_, token, message) => {
    const playground = await playgroundWith();
    const answer = await get(playground, '/app', `Bearer ${token}`);
    expect(answer).toEqual({ status: 401, message: expect.stringMatching(message) });
  });

  it('refuses bad credentials, and does not show what is private', async () => {
    const playground = await playgroundWith();
    await playground.createRepository({ owner: 'acme', name: 'hidden', private: true });
    const answers = [
      await get(playground, '/repos/acme/sample', 'token ghp_nobody'),
      await get(playground, '/repos/acme/sample', 'token ghs_forged'),
      await get(playground, '/repos/acme/hidden', 'token ghp_outsider'),
      await get(playground, '/repos/acme/hidden'),
      await get(playground, '/repos/acme/hidden', 'token ghp_writer'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 404, 404, 200]);
  });

  it('holds a token to its permissions', async () => {
    const playground = await playgroundWith();
    await person(playground, 'writer').issues.create({ ...sample, title: 'Hello' });
    const reader = await scoped(playground, { permissions: { issues: 'read' } });
    await expect(reader.issues.get({ ...sample, issue_number: 1 })).resolves.toMatchObject({ status: 200 });
    await expect(reader.issues.createComment({ ...sample, issue_number: 1, body: 'Hi' })).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    });
    await expect(reader.git.getRef({ ...sample, ref: 'heads/main' })).rejects.toMatchObject({ status: 403 });
    const query = '{ repository(owner: "acme", name: "sample") { ref(qualifiedName: "main") { name } } }';
    await expect(reader.graphql(query)).rejects.toMatchObject({ errors: [{ type: 'FORBIDDEN' }] });
  });

  it('holds a token to its repositories', async () => {
    const playground = await playgroundWith();
    const other = await playground.createRepository({ owner: 'acme', name: 'other', private: true });
    const octokit = await scoped(playground, { repositoryIds: [other.id] });
    await expect(octokit.issues.create({ ...sample, title: 'No' })).rejects.toMatchObject({ status: 403 });
    const { data } = await octokit.apps.listReposAccessibleToInstallation();
    expect(data.repositories.map(repository => repository.name)).toEqual(['other']);
  });

  it('never grants more than the App has', async () => {
    const playground = await playgroundWith();
    const greedy = scoped(playground, { permissions: { administration: 'write' } });
    await expect(greedy).rejects.toMatchObject({ status: 422 });
  });

  it('ends a token after an hour, and when it is given back', async () => {
    let offset = 0;
    const playground = await playgroundWith({ clock: () => new Date(Date.now() + offset) });
    const token = await tokenFor(playground);
    expect((await get(playground, '/installation/repositories', `token ${token}`)).status).toBe(200);
    offset = 61 * 60 * 1000;
    expect((await get(playground, '/installation/repositories', `token ${token}`)).status).toBe(401);
    offset = 0;
    const headers = { authorization: `token ${token}` };
    await fetch(`${playground.url}/api/v3/installation/token`, { method: 'DELETE', headers });
    expect((await get(playground, '/installation/repositories', `token ${token}`)).status).toBe(401);
  });

  it('refuses a suspended installation', async () => {
    const playground = await playgroundWith();
    const [installation] = playground.state.installations;
    if (installation) installation.suspendedAt = new Date();
    await expect(installed(playground).repos.get(sample)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('This installation has been suspended'),
    });
  });

  it.each([
    ['outsider', 'label an issue', 403],
    ['triager', 'label an issue', 200],
    ['outsider', 'edit the issue of somebody else', 403],
    ['outsider', 'edit an issue of their own', 200],
    ['outsider', 'label an issue of their own by an edit', 403],
    ['triager', 'write a file', 403],
    ['writer', 'write a file', 201],
    ['writer', 'write a check run', 403],
  ])('%s: may they %s? %i', async (login, deed, status) => {
    const playground = await playgroundWith();
    await person(playground, 'writer').issues.create({ ...sample, title: 'Hello' });
    await person(playground, 'outsider').issues.create({ ...sample, title: 'And me' });
    const octokit = person(playground, login);
    const edit = (issue_number: number, change: object) =>
      octokit.issues.update({ ...sample, issue_number, ...change });
    const deeds: Record<string, () => Promise<{ status: number }>> = {
      'label an issue': () => octokit.issues.addLabels({ ...sample, issue_number: 1, labels: ['bug'] }),
      'edit the issue of somebody else': () => edit(1, { body: 'Please.' }),
      'edit an issue of their own': () => edit(2, { title: 'Me, too', body: 'Please.', state: 'closed' }),
      'label an issue of their own by an edit': () => edit(2, { labels: ['bug'] }),
      'write a file': () =>
        octokit.repos.createOrUpdateFileContents({ ...sample, path: 'a', message: 'a', content: 'YQ==' }),
      'write a check run': () => octokit.checks.create({ ...sample, name: 'mine', head_sha: 'main' }),
    };
    const answer = await deeds[deed]?.().catch((error: { status: number }) => error);
    expect(answer?.status).toBe(status);
  });

  it('answers no page of another site and no other name', async () => {
    const playground = await playgroundWith();
    const foreign = await fetch(`${playground.url}/_playground/requests`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
  });
});
