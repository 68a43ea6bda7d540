import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { gitHubAppReader } from '../../../src/adapters/github/app-reader.ts';
import { api, connectionWith, onlyWhatIsServed, serveTokens } from './host.ts';

onlyWhatIsServed();

const app = {
  slug: 'redfirst',
  owner: { login: 'acme', type: 'Organization' },
  permissions: { contents: 'write' },
  events: ['push'],
};
const installation = (id: number, suspended_at: string | null = null) => ({
  id,
  account: { login: `account-${id}` },
  html_url: `https://github.com/settings/installations/${id}`,
  permissions: { contents: 'write' },
  suspended_at,
});
const serve = (path: string, status: number, body: nock.Body) => nock(api).get(path).reply(status, body);
const reader = () => gitHubAppReader(connectionWith().connection);

describe('the registration of the App', () => {
  it('has its settings below the account that owns it', async () => {
    serve('/app', 200, app);
    expect(await reader().app()).toEqual({
      slug: 'redfirst',
      permissions: { contents: 'write' },
      events: ['push'],
      settingsUrl: 'https://github.com/organizations/acme/settings/apps/redfirst',
      permissionsUrl: 'https://github.com/organizations/acme/settings/apps/redfirst/permissions',
    });
    serve('/app', 200, { ...app, owner: { login: 'mona', type: 'User' } });
    expect((await reader().app()).settingsUrl).toBe('https://github.com/settings/apps/redfirst');
  });

  it('is not shown to another key', async () => {
    serve('/app', 401, { message: 'A JSON web token could not be decoded' });
    await expect(reader().app()).rejects.toMatchObject({
      reason: 'unauthorised',
      message: expect.stringContaining('APP_ID 4 and the private key do not belong together'),
    });
  });

  it('is installed with so many repositories; one that is suspended is not asked', async () => {
    serve('/app/installations?per_page=100&page=1', 200, [installation(1), installation(2, '2026-01-01T00:00:00Z')]);
    serveTokens(1);
    serve('/installation/repositories?per_page=1', 200, { total_count: 12, repositories: [] });
    expect(await reader().installations()).toMatchObject([
      { id: 1, account: 'account-1', isSuspended: false, repositories: 12 },
      { id: 2, isSuspended: true, repositories: undefined },
    ]);
  });

  it('may have too few permissions for a token', async () => {
    serve('/app/installations?per_page=100&page=1', 200, [installation(1)]);
    const message = 'The permissions requested are not granted to this installation.';
    nock(api).post('/app/installations/1/access_tokens').reply(422, { message });
    expect(await reader().installations()).toMatchObject([{ repositories: undefined }]);
  });

  it('comes in pages', async () => {
    const gone = '2026-01-01T00:00:00Z';
    const page = Array.from({ length: 100 }, (_, index) => installation(index + 1, gone));
    serve('/app/installations?per_page=100&page=1', 200, page);
    serve('/app/installations?per_page=100&page=2', 200, [installation(101, gone)]);
    expect(await reader().installations()).toHaveLength(101);
  });
});

describe('the webhook', () => {
  it.each([
    [
      { url: 'https://host/hooks', content_type: 'json', secret: '********', insecure_ssl: '0' },
      { url: 'https://host/hooks', contentType: 'json', hasSecret: true, isVerified: true },
    ],
    [
      { url: 'https://host/hooks', content_type: 'form', insecure_ssl: 1 },
      { url: 'https://host/hooks', contentType: 'form', hasSecret: false, isVerified: false },
    ],
    [{}, { url: '', contentType: 'form', hasSecret: false, isVerified: true }],
  ])('%j', async (answer, expected) => {
    serve('/app/hook/config', 200, answer);
    expect(await reader().webhook()).toEqual(expected);
  });
});
