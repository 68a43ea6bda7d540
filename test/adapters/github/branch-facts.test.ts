import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/domain/facts.ts';
import { formatTrailers } from '../../../src/domain/trailer.ts';
import { oidOf } from '../../builders.ts';
import {
  botEmail,
  checkRun,
  factsAnswer,
  factsFrom,
  ownCommit,
  personCommit,
  pullAnswer,
  refAnswer,
  suiteOf,
} from './facts-answer.ts';
import { onlyWhatIsServed } from './host.ts';

onlyWhatIsServed();

type Ref = ReturnType<typeof refAnswer>;

async function factsWith(...refs: Ref[]): Promise<Facts> {
  const { facts } = await factsFrom(factsAnswer({ refs: { nodes: refs } }));
  return facts ?? expect.fail('no facts');
}

const plan = ownCommit('a', 'plan');

describe('the branch of an issue', () => {
  it.each<[string, Ref[], string | undefined]>([
    ['is the one with its prefix', [refAnswer([plan])], 'tdd/7-x'],
    ['is not one of another issue whose number ends alike', [refAnswer([plan], { name: 'tdd/17-x' })], undefined],
    ['is not one that holds the prefix further in', [refAnswer([plan], { name: 'old/tdd/7-x' })], undefined],
    [
      'is the one with our plan among several',
      [refAnswer([personCommit('b')], { name: 'tdd/7-a' }), refAnswer([plan], { name: 'tdd/7-b' })],
      'tdd/7-b',
    ],
    [
      'is the first where none holds our plan',
      [refAnswer([personCommit('b')], { name: 'tdd/7-a' }), refAnswer([personCommit('c')], { name: 'tdd/7-b' })],
      'tdd/7-a',
    ],
  ])('%s', async (_, refs, expected) => {
    expect((await factsWith(...refs)).branch?.name).toBe(expected);
  });

  it('is without commits of ours as long as it only points at the base', async () => {
    expect((await factsWith(refAnswer([personCommit('0')]))).branch).toEqual({
      name: 'tdd/7-x',
      oid: oidOf('0'),
      commits: [],
    });
  });
});

describe('the commits of a branch', () => {
  it('begin with our first plan, oldest first, and hold what people pushed since', async () => {
    const history = [personCommit('e'), ownCommit('d', 'plan'), ownCommit('c', 'red'), plan, personCommit('b')];
    const { branch } = await factsWith(refAnswer(history));
    expect(branch?.commits.map(({ oid, isOurs }) => [oid[0], isOurs])).toEqual([
      ['a', true],
      ['c', true],
      ['d', true],
      ['e', false],
    ]);
    expect(branch?.oid).toBe(oidOf('e'));
  });

  const signature = { isValid: true, wasSignedByGitHub: true };
  it.each<[string, object, boolean]>([
    ['signed by GitHub, written by our bot', {}, true],
    ['not signed', { signature: null }, false],
    ['signed by somebody else', { signature: { ...signature, wasSignedByGitHub: false } }, false],
    ['signed with a signature that does not hold', { signature: { ...signature, isValid: false } }, false],
    ["with a person's address", { author: { email: 'w@acme.org' } }, false],
    [
      'with the address of a bot of the same name on another host',
      { author: { email: '99+redfirst[bot]@users.noreply.acme.org' } },
      false,
    ],
    ["with another bot's number", { author: { email: botEmail.replace('99', '98') } }, false],
    ['without an author', { author: null }, false],
    [
      'for another issue, come in by a merge of the base',
      { message: `x\n\n${formatTrailers({ stage: 'red', issue: 8 })}` },
      false,
    ],
  ])('are ours or not: %s', async (_, over, expected) => {
    const { branch } = await factsWith(refAnswer([ownCommit('b', 'red', over), plan]));
    expect(branch?.commits.map(({ isOurs }) => isOurs)).toEqual([true, expected]);
  });

  it('name the account that wrote them, where GitHub knows one', async () => {
    const known = personCommit('b', { author: { email: 'w@acme.org', user: { databaseId: 11 } } });
    const { branch } = await factsWith(refAnswer([personCommit('c'), known, plan]));
    expect(branch?.commits.map(({ author }) => author)).toEqual([undefined, 11, undefined]);
  });

  it('are read on behind the newest until the plan is found, with their checks', async () => {
    const newest = Array.from({ length: 20 }, (_, index) => personCommit(String(index % 10)));
    const first = factsAnswer({ refs: { nodes: [refAnswer(newest, { hasNextPage: true })] } });
    const page = (commits: object[], hasNextPage: boolean) => ({
      repository: { object: { history: { pageInfo: { hasNextPage, endCursor: 'further' }, nodes: commits } } },
    });
    const red = ownCommit('c', 'red', suiteOf(checkRun('redfirst/red', 'SUCCESS')));
    const { facts, requests } = await factsFrom(first, page([personCommit('b')], true), page([red, plan], true));
    expect(requests.map(({ variables }) => variables['after'])).toEqual([undefined, 'commits', 'further']);
    expect(facts?.branch?.commits).toHaveLength(23);
    expect(facts?.branch?.commits[0]).toMatchObject({ oid: oidOf('a'), isOurs: true });
    expect(facts?.checks).toMatchObject([{ name: 'redfirst/red', headOid: oidOf('c') }]);
  });

  it('are not looked for without end', async () => {
    const commits = { pageInfo: { hasNextPage: true, endCursor: 'more' }, nodes: [personCommit('b')] };
    const pages = Array.from({ length: 5 }, () => ({ repository: { object: { history: commits } } }));
    const first = factsAnswer({ refs: { nodes: [refAnswer([personCommit('c')], { hasNextPage: true })] } });
    const { facts, requests } = await factsFrom(first, ...pages);
    expect(requests).toHaveLength(6);
    expect(facts?.branch?.commits).toEqual([]);
  });
});

describe('the check runs of a commit', () => {
  const at = (hour: number) => ({ startedAt: `2026-02-01T${hour}:00:00Z` });
  it.each<[string, object[], 'success' | 'failure' | undefined]>([
    ['a success', [checkRun('red', 'SUCCESS')], 'success'],
    ['one that is under way', [checkRun('red', null)], undefined],
    ['a success after a failure', [checkRun('red', 'FAILURE', at(10)), checkRun('red', 'SUCCESS', at(11))], 'success'],
    [
      'the same, listed the other way',
      [checkRun('red', 'SUCCESS', at(11)), checkRun('red', 'FAILURE', at(10))],
      'success',
    ],
    ['a failure after a success', [checkRun('red', 'FAILURE', at(11)), checkRun('red', 'SUCCESS', at(10))], 'failure'],
    ['a new run after a success', [checkRun('red', null, at(11)), checkRun('red', 'SUCCESS', at(10))], undefined],
  ])('%s', async (_, runs, expected) => {
    const { checks } = await factsWith(refAnswer([ownCommit('b', 'red', suiteOf(...runs)), plan]));
    expect(checks.map(({ conclusion }) => conclusion)).toEqual([expected]);
  });

  it.each([
    ...['FAILURE', 'NEUTRAL', 'SKIPPED', 'CANCELLED', 'TIMED_OUT', 'ACTION_REQUIRED', 'STALE', 'STARTUP_FAILURE'],
    'SOMETHING_NEW',
  ])('that ended as %s proves nothing', async conclusion => {
    const { checks } = await factsWith(refAnswer([{ ...plan, ...suiteOf(checkRun('red', conclusion)) }]));
    expect(checks).toMatchObject([{ conclusion: 'failure' }]);
  });

  it('are told apart by name, commit and suite', async () => {
    const checkSuites = {
      nodes: [
        {
          status: 'COMPLETED',
          checkRuns: { nodes: [checkRun('red', 'FAILURE', at(10)), checkRun('spec', 'SUCCESS')] },
        },
        null,
        {
          status: 'COMPLETED',
          checkRuns: { nodes: [null, checkRun('red', 'SUCCESS', { ...at(12), externalId: null })] },
        },
      ],
    };
    const { checks } = await factsWith(
      refAnswer([ownCommit('b', 'red', { checkSuites }), { ...plan, ...suiteOf(checkRun('red', 'FAILURE')) }]),
    );
    expect(
      checks.map(({ name, headOid, conclusion, externalId }) => [name, headOid[0], conclusion, externalId]),
    ).toEqual([
      ['red', 'b', 'success', ''],
      ['spec', 'b', 'success', 'e'],
      ['red', 'a', 'failure', 'e'],
    ]);
  });
});

describe('the pull request of a branch', () => {
  const closed = (number: number, over = {}) => pullAnswer({ number, state: 'CLOSED', ...over });
  it.each<[string, object[], object | undefined]>([
    ['none', [], undefined],
    [
      'an open one',
      [pullAnswer()],
      { number: 8, nodeId: 'PR_8', isOpen: true, isDraft: true, base: 'develop', isMerged: false },
    ],
    ['the open one among closed ones', [closed(9), pullAnswer({ number: 3 }), closed(4)], { number: 3, isOpen: true }],
    ['the newest closed one', [closed(4), closed(9)], { number: 9, isOpen: false }],
    [
      'the newest closed one, listed the other way',
      [closed(9), closed(4)],
      { number: 9, isOpen: false, isMerged: false },
    ],
    ['a merged one', [pullAnswer({ state: 'MERGED', merged: true })], { isOpen: false, isMerged: true }],
    ['not one from a branch of another name', [pullAnswer({ headRefName: 'tdd/7-y' })], undefined],
  ])('%s', async (_, pulls, expected) => {
    const { pull } = await factsWith(refAnswer([plan], { pulls }));
    if (expected) expect(pull).toMatchObject(expected);
    else expect(pull).toBeUndefined();
  });
});
