import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/domain/failure.ts';
import type { ProposalFacts, ProposedPull } from '../../src/domain/proposal.ts';
import { judgePull, showDeadPull } from '../../src/engine/judge-pull.ts';
import { oidOf, proposal, self, type writer } from '../builders.ts';
import { type FakeOptions, fakeTurn, fakeWorld, stranger } from './fakes.ts';

const start = oidOf('0');
const commits = [{ oid: oidOf('a'), parents: [start], subject: 'feat: code first' }];
const given = (pull: Partial<ProposedPull> = {}, over: Partial<ProposalFacts> = {}): ProposalFacts => {
  const made = proposal(commits, over);
  return { ...made, pull: { ...made.pull, ...pull } };
};
const labelledBy = (actor: typeof writer | typeof stranger | typeof self) => ({
  labelings: [{ label: 'tdd-feature', actor, at: '' }],
});

async function turn(facts: ProposalFacts | undefined, options: FakeOptions = {}) {
  const { world, seen } = fakeWorld({ proposal: facts, facts: undefined, ...options });
  await judgePull(world, fakeTurn());
  return { seen, checks: seen.announcements.flatMap(({ checks }) => checks?.drafts ?? []) };
}

describe('a turn on a pull request', () => {
  it.each<[string, ProposalFacts | undefined]>([
    ['that is gone', undefined],
    ['that is closed', given({ isOpen: false })],
    ['of an archived repository', given({}, { repository: { ...given().repository, isArchived: true } })],
    ['without the label', given({ labels: [] })],
    ['with another label', given({ labels: ['bug'] })],
    ['that a stranger labelled', given(labelledBy(stranger))],
    ['that a bot labelled', given(labelledBy(self))],
  ])('%s says nothing', async (_, facts) => {
    expect((await turn(facts)).seen.announcements).toEqual([]);
  });

  it('shows checks and nothing else, and tells the case in the id', async () => {
    const { seen, checks } = await turn(given());
    expect(Object.keys(seen.announcements[0] ?? {})).toEqual(['repository', 'checks']);
    expect(checks.map(({ externalId }) => externalId)).toEqual(
      checks.map(() => expect.stringMatching(/^redfirst:[0-9a-f]{32} (.+ )?case=[0-9a-f]{16} pull=8$/)),
    );
  });

  it('is done once for a case: another base or another word on red makes another', async () => {
    const { checks } = await turn(given());
    const shown = checks.map(({ name, externalId }) => ({
      nodeId: '',
      name,
      headOid: oidOf('a'),
      conclusion: 'success' as const,
      externalId,
    }));
    const again = (pull: Partial<ProposedPull>, over: Partial<ProposalFacts> = {}) =>
      turn(given(pull, { checks: shown, ...over }));
    expect((await again({})).checks).toEqual([]);
    expect((await again({ title: 'Another title', body: 'More words.' })).checks).toEqual([]);
    expect((await again({ body: 'Red: abcdef1' })).checks).not.toEqual([]);
    const moved = [{ oid: oidOf('a'), parents: [oidOf('d')], subject: '' }];
    expect((await again({}, { commits: moved })).checks).not.toEqual([]);
  });

  it('refuses what is too long to be read whole', async () => {
    const { checks } = await turn(given({}, { commitCount: 101 }));
    expect(checks).toMatchObject([{ name: 'redfirst/red', conclusion: 'failure', title: 'Too many commits to judge' }]);
  });

  it('refuses where the rules of the base cannot be read', async () => {
    const { checks } = await turn(given(), { base: { 'README.md': '' } });
    expect(checks).toMatchObject([{ conclusion: 'failure', title: 'The rules to judge by cannot be read' }]);
  });

  it('that was given up on fails, so that nobody waits for it', async () => {
    const { world, seen } = fakeWorld({ proposal: given() });
    const failure = new Failure('bubblewrap is gone.', { source: 'sandbox', reason: 'missing', retryable: false });
    await showDeadPull(world, fakeTurn().feature, failure);
    const [check] = seen.announcements[0]?.checks?.drafts ?? [];
    expect(check).toMatchObject({ conclusion: 'failure', title: 'Redfirst could not judge this commit' });
    expect(check?.summary).toContain('bubblewrap is gone.');
    expect(check?.externalId).not.toContain('case=');
  });
});
