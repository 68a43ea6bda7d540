/**
 * Where the API and git are on a host. A GitHub of one's own has the API below `/api/v3`
 * (docs.github.com, "About the REST API in GitHub Enterprise Server").
 */
export function hostUrls({ host, protocol }: { host: string; protocol: string }): { apiUrl: string; gitUrl: string } {
  if (host === 'github.com') return { apiUrl: 'https://api.github.com', gitUrl: 'https://github.com' };
  const gitUrl = `${protocol}://${host}`;
  return { apiUrl: `${gitUrl}/api/v3`, gitUrl };
}

/** The API's root as GraphQL is found below it: `/api/graphql`, not `/api/v3/graphql`. */
export const graphqlBase = (apiUrl: string): string => apiUrl.replace(/\/v3$/, '');

/** Domains of the no-reply addresses that a host gives its bots as authors of commits. */
export function noReplyDomains(gitUrl: string): string[] {
  return [...new Set(['users.noreply.github.com', `users.noreply.${new URL(gitUrl).hostname}`])];
}
