import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { gitHubReader } from '../../../src/adapters/github/reader.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import { oidOf } from '../../builders.ts';
import { factsAnswer, factsFrom, issueAnswer } from './facts-answer.ts';
import {
  api,
  connectionWith,
  failureOf,
  feature,
  onlyWhatIsServed,
  repository,
  serveGraphql,
  serveTokens,
} from './host.ts';

onlyWhatIsServed();

const readerHere = () => gitHubReader(connectionWith().connection);
const develop = { name: 'develop', target: { oid: oidOf('d') } };

describe('the facts of a feature', () => {
  it('are those of the repository as it is called now', async () => {
    const { facts } = await factsFrom(factsAnswer({ name: 'library', owner: { login: 'novum' }, isArchived: true }));
    expect(facts?.repository).toEqual({
      installationId: 1,
      id: 2,
      owner: 'novum',
      name: 'library',
      nodeId: 'R_2',
      cloneUrl: 'https://github.com/novum/library.git',
      defaultBranch: 'main',
      isArchived: true,
      isEmpty: false,
    });
    expect(facts?.self).toEqual({ id: 99, login: 'redfirst[bot]', kind: 'bot', appId: 4 });
  });

  it.each<[string, object, object]>([
    ['develop where there is one', { develop }, { name: 'develop', oid: oidOf('d') }],
    ['else the default branch', {}, { name: 'main', oid: oidOf('0') }],
    [
      'of an odd name',
      { defaultBranchRef: { name: 'feat/ünï', target: { oid: oidOf('1') } } },
      { name: 'feat/ünï', oid: oidOf('1') },
    ],
    ['none in an empty repository', { defaultBranchRef: null, isEmpty: true, refs: null }, { name: '', oid: '' }],
  ])('have as base %s', async (_, over, base) => {
    expect((await factsFrom(factsAnswer(over))).facts?.base).toEqual(base);
  });

  it('hold the configuration, and one that is no text is not taken for none', async () => {
    const configOf = async (config: object | null) => (await factsFrom(factsAnswer({ config }))).facts?.config;
    expect(await configOf({ text: 'label: x\n' })).toBe('label: x\n');
    expect(await configOf({ text: '' })).toBe('');
    expect(await configOf(null)).toBeUndefined();
    expect(parseConfig(await configOf({ text: null })).kind).toBe('invalid');
  });

  it.each<[string, object]>([
    ['the repository', { viewer: { login: 'redfirst[bot]', databaseId: 99 }, repository: null }],
    ['the issue', factsAnswer({ issue: null })],
    ['the repository, and another has its name', factsAnswer({ databaseId: 3 })],
  ])('are none when %s is gone', async (_, answer) => {
    expect((await factsFrom(answer)).facts).toBeUndefined();
  });

  const missing = {
    type: 'NOT_FOUND',
    path: ['repository', 'issue'],
    message: 'Could not resolve to an Issue with the number of 7.',
  };

  it('are looked for again where GitHub has not heard of the issue yet', async () => {
    serveTokens();
    const lag: [number, object] = [200, { data: factsAnswer({ issue: null }), errors: [missing] }];
    serveGraphql(lag, lag, [200, { data: factsAnswer() }]);
    expect(await readerHere().readFacts(feature)).toMatchObject({ issue: { number: 7 } });
  });

  it('are none when the issue stays missing', async () => {
    serveTokens();
    const gone: [number, object] = [200, { data: factsAnswer({ issue: null }), errors: [missing] }];
    serveGraphql(gone, gone, gone, gone, gone);
    expect(await readerHere().readFacts(feature)).toBeUndefined();
  });

  it.each<[string, object]>([
    ['a viewer without a number', { ...factsAnswer(), viewer: { login: 'redfirst[bot]', databaseId: null } }],
    ['an issue in a state we do not know', factsAnswer({ issue: issueAnswer({ over: { state: 'DELETED' } }) })],
    ['half a repository', { ...factsAnswer(), repository: { id: 'R_2' } }],
  ])('are never read from %s', async (_, data) => {
    serveTokens();
    serveGraphql([200, { data }], [200, { data }], [200, { data }]);
    expect(await failureOf(readerHere().readFacts(feature))).toMatchObject({ reason: 'malformed' });
  });
});

describe('the permission of a person', () => {
  const ask = async (status: number, body: object, times = 1) => {
    serveTokens();
    nock(api).get('/repos/acme/shelf/collaborators/writer/permission').times(times).reply(status, body);
    return readerHere().permissionOf(repository, { id: 11, login: 'writer' });
  };
  const user = { id: 11, login: 'writer' };

  it.each([
    ['write', { permission: 'write', role_name: 'write', user }],
    ['maintain', { permission: 'write', role_name: 'maintain', user }],
    ['triage', { permission: 'read', role_name: 'triage', user }],
    ['admin', { permission: 'admin', role_name: 'admin', user }],
    ['write', { permission: 'write', role_name: 'deployers', user }],
    ['write', { permission: 'write', user }],
    ['none', { permission: 'none', role_name: 'none', user }],
    ['none', { permission: 'superuser', role_name: 'superuser', user }],
    ['none', { permission: 'admin', role_name: 'admin', user: { ...user, id: 12 } }],
    ['none', { permission: 'admin', role_name: 'admin', user: null }],
  ])('%s of %j', async (expected, answer) => {
    expect(await ask(200, answer)).toBe(expected);
  });

  it('is none when there is no such account, and a failure when GitHub does not say', async () => {
    expect(await ask(404, { message: 'Not Found' }, 5)).toBe('none');
    expect(await failureOf(ask(500, { message: 'Server Error' }, 3))).toMatchObject({ reason: 'unavailable' });
  });
});

describe("the App's own login", () => {
  it('is that of its bot account', async () => {
    nock(api).get('/app').reply(200, { id: 4, slug: 'redfirst', name: 'Redfirst' });
    expect(await readerHere().readBotLogin()).toBe('redfirst[bot]');
  });

  it('tells an App id from a key that does not belong to it', async () => {
    nock(api).get('/app').reply(401, { message: 'A JSON web token could not be decoded' });
    expect(await failureOf(readerHere().readBotLogin())).toMatchObject({ reason: 'unauthorised', retryable: false });
  });
});
