import nock from 'nock';
import { expect, it } from 'vitest';
import { gitHubReader } from '../../../src/adapters/github/reader.ts';
import { api, connectionWith, failureOf, onlyWhatIsServed, serveGraphql, serveTokens } from './host.ts';

onlyWhatIsServed();

const repositoryAnswer = (id: number, over: object = {}) => ({
  id,
  name: `r${id}`,
  archived: false,
  owner: { login: 'acme' },
  ...over,
});

const serveInstallations = (...installations: object[]) =>
  void nock(api).get('/app/installations').query({ per_page: 100, page: 1 }).reply(200, installations);

function serveRepositories(repositories: object[], page = 1) {
  nock(api)
    .get('/installation/repositories')
    .query({ per_page: 100, page })
    .reply(200, { total_count: repositories.length, repositories });
}

const configOf = (text: string | null) => ({ config: text === null ? null : { text } });
const issuesOf = (numbers: number[], endCursor: string | null = null) => ({
  issues: { pageInfo: { hasNextPage: endCursor !== null, endCursor }, nodes: numbers.map(number => ({ number })) },
});
const answered = (data: object, errors?: object[]): [number, unknown] => [200, { data, ...(errors && { errors }) }];

const labelsOf = (config: string | undefined) => (config ?? 'tdd-feature').split(' ');
const sweep = (over = connectionWith()) => gitHubReader(over.connection).labelledIssues(labelsOf);

it('finds the labelled issues of all installations with two requests for many repositories', async () => {
  serveInstallations({ id: 1, suspended_at: null }, { id: 2, suspended_at: '2026-01-01T00:00:00Z' }, { id: 3 });
  serveTokens(1);
  serveRepositories([repositoryAnswer(10), repositoryAnswer(11), repositoryAnswer(12, { archived: true })]);
  serveTokens(3);
  serveRepositories([]);
  const requests = serveGraphql(
    answered({ r0: configOf(null), r1: configOf('theirs') }),
    answered({ r0: issuesOf([7, 8]), r1: issuesOf([]) }),
  );
  expect(await sweep()).toEqual(
    [7, 8].map(issue => ({ repository: { installationId: 1, id: 10, owner: 'acme', name: 'r10' }, issue })),
  );
  const [, search] = requests;
  expect(search?.variables).toMatchObject({ name0: 'r10', label0: 'tdd-feature', name1: 'r11', label1: 'theirs' });
});

it('looks for each label of a repository, and gives once what is found twice', async () => {
  serveInstallations({ id: 1 });
  serveTokens();
  serveRepositories([repositoryAnswer(10)]);
  const requests = serveGraphql(
    answered({ r0: configOf('feature step') }),
    answered({ r0: issuesOf([7, 8]), r1: issuesOf([8, 9]) }),
  );
  expect((await sweep()).map(({ issue }) => issue)).toEqual([7, 8, 9]);
  expect(requests.at(-1)?.variables).toMatchObject({
    name0: 'r10',
    label0: 'feature',
    name1: 'r10',
    label1: 'step',
  });
});

it('finds pull requests with the label, and those from a branch of ours, once each', async () => {
  serveInstallations({ id: 1 });
  serveTokens();
  serveRepositories([repositoryAnswer(10)]);
  const open = (number: number, headRefName: string, isCrossRepository = false) => ({
    number,
    headRefName,
    isCrossRepository,
  });
  const nodes = [open(4, 'tdd/1-x'), open(5, 'fix'), open(6, 'tdd/2-y', true), open(3, 'tdd/3-z')];
  serveGraphql(
    answered({ r0: configOf(null) }),
    answered({ r0: { ...issuesOf([1]), labelled: { nodes: [{ number: 3 }] }, open: { nodes } } }),
  );
  expect((await sweep()).map(({ issue, isPull }) => [issue, isPull])).toEqual([
    [1, undefined],
    [3, true],
    [4, true],
  ]);
});

it('reads on where there are more issues, and only there', async () => {
  serveInstallations({ id: 1 });
  serveTokens();
  serveRepositories([repositoryAnswer(10), repositoryAnswer(11)]);
  const requests = serveGraphql(
    answered({ r0: configOf(null), r1: configOf(null) }),
    answered({ r0: issuesOf([1]), r1: issuesOf([2], 'more') }),
    answered({ r0: issuesOf([3]) }),
  );
  expect((await sweep()).map(({ repository, issue }) => [repository.id, issue])).toEqual([
    [10, 1],
    [11, 2],
    [11, 3],
  ]);
  expect(requests.at(-1)?.variables).toEqual({ owner0: 'acme', name0: 'r11', label0: 'tdd-feature', after0: 'more' });
});

it('reads on where there are more installations and more repositories', async () => {
  const hundred = (over: object) => Array.from({ length: 100 }, (_, id) => ({ id: 100 + id, ...over }));
  const suspended = hundred({ suspended_at: '2026-01-01T00:00:00Z' });
  nock(api).get('/app/installations').query({ per_page: 100, page: 1 }).reply(200, suspended);
  nock(api)
    .get('/app/installations')
    .query({ per_page: 100, page: 2 })
    .reply(200, [{ id: 1 }]);
  serveTokens();
  serveRepositories(hundred({ name: 'old', archived: true, owner: { login: 'acme' } }));
  serveRepositories([repositoryAnswer(10)], 2);
  serveGraphql(answered({ r0: configOf(null) }), answered({ r0: issuesOf([5]) }));
  expect((await sweep()).map(({ issue }) => issue)).toEqual([5]);
});

it('leaves out a repository that it may not see, and goes on with the others', async () => {
  serveInstallations({ id: 1 });
  serveTokens();
  serveRepositories([repositoryAnswer(10), repositoryAnswer(11)]);
  const unseen = {
    type: 'NOT_FOUND',
    path: ['r0'],
    message: "Could not resolve to a Repository with the name 'acme/r10'.",
  };
  serveGraphql(answered({ r0: null, r1: configOf(null) }, [unseen]), answered({ r0: issuesOf([4]) }));
  expect((await sweep()).map(({ repository, issue }) => [repository.id, issue])).toEqual([[11, 4]]);
});

it('leaves out an installation that cannot be read, says so, and goes on with the others', async () => {
  serveInstallations({ id: 1 }, { id: 2 }, { id: 3 });
  nock(api).post('/app/installations/1/access_tokens').reply(403, { message: 'This installation has been suspended' });
  serveTokens(2);
  nock(api).get('/installation/repositories').query(true).reply(429, { message: 'slow' }, { 'retry-after': '60' });
  serveTokens(3, ['ghs_three']);
  serveRepositories([repositoryAnswer(30)]);
  serveGraphql(answered({ r0: configOf(null) }), answered({ r0: issuesOf([9]) }));
  const here = connectionWith();
  expect((await sweep(here)).map(({ issue }) => issue)).toEqual([9]);
  expect(here.warnings).toMatchObject([
    { installation: 1, reason: 'suspended' },
    { installation: 2, reason: 'rate-limited' },
  ]);
});

it('is a failure when the App itself is not answered', async () => {
  nock(api).get('/app/installations').query(true).reply(401, { message: 'A JSON web token could not be decoded' });
  expect(await failureOf(sweep())).toMatchObject({ reason: 'unauthorised' });
});
