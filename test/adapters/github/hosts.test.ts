import { expect, it } from 'vitest';
import { graphqlBase, hostUrls, noReplyDomains } from '../../../src/adapters/github/hosts.ts';

it.each([
  ['github.com', 'https', 'https://api.github.com', 'https://github.com', 'https://api.github.com'],
  ['git.acme.org', 'https', 'https://git.acme.org/api/v3', 'https://git.acme.org', 'https://git.acme.org/api'],
  ['127.0.0.1:3001', 'http', 'http://127.0.0.1:3001/api/v3', 'http://127.0.0.1:3001', 'http://127.0.0.1:3001/api'],
])('%s is asked where it answers', (host, protocol, apiUrl, gitUrl, graphql) => {
  expect(hostUrls({ host, protocol })).toEqual({ apiUrl, gitUrl });
  expect(graphqlBase(apiUrl)).toBe(graphql);
});

it('bots have their address on their host', () => {
  expect(noReplyDomains('https://github.com')).toEqual(['users.noreply.github.com']);
  expect(noReplyDomains('https://git.acme.org')).toContain('users.noreply.git.acme.org');
});
