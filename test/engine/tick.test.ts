import { describe, expect, it } from 'vitest';
import type { CheckName, Outcome } from '../../src/domain/outcome.ts';
import { checkNames } from '../../src/domain/outcome.ts';
import type { StageName } from '../../src/domain/stage.ts';
import { coverageNotes } from '../../src/engine/coverage-notes.ts';
import { noteRow } from '../../src/engine/lost-rows.ts';
import { tick } from '../../src/engine/tick.ts';
import { branchOf, checksOn, comment, facts, pullOf, self } from '../builders.ts';
import { type FakeOptions, fakeTurn, fakeWorld, planHash, statusSaying, stranger } from './fakes.ts';

const passed = (name: CheckName) => ({
  ...{ name, title: '', findings: [], runs: [], facts: {} },
  rows: [{ item: 'a', result: 'pass' as const, evidence: 'e' }],
});
const outcome = (stage: StageName, more: Partial<Outcome> = {}): Outcome => ({
  ...{ stage, headline: `${stage} is done`, next: '' },
  row: { state: 'done', summary: `${stage} row` },
  ...more,
});
const commit = (headline: string) => ({ headline, body: '', changes: [{ path: 'a', content: headline }] });
const pull = {
  title: 'feat: x',
  isReady: false,
  description: '',
  tested: '',
  notes: '',
  sections: [],
  supported: [],
  passed: [],
};

const planned = outcome('plan', {
  commit: commit('docs(spec): x'),
  checks: [passed('redfirst/spec')],
  shown: planHash,
});
const redRow = { red: { state: 'done', summary: 'red row' } } as const;
const shown = { hash: planHash, after: 0 };
const redBranch = branchOf({ stage: 'plan', letter: 'a' }, { stage: 'red', letter: 'b', spec: planHash });
const implementing = (...comments: ReturnType<typeof comment>[]) =>
  facts({
    branch: redBranch,
    pull: pullOf(),
    checks: checksOn('b', 'success', ['redfirst/red']),
    comments: [statusSaying({ shown, rows: redRow }), ...comments],
  });
const afterRed: FakeOptions['stages'] = {
  green: () => outcome('green', { commit: commit('feat: x') }),
  refactor: ({ facts: { branch } }) =>
    outcome('refactor', { row: { state: 'done', summary: '', head: branch?.oid ?? '' } }),
  document: () => outcome('document', { commit: commit('docs: x') }),
  verify: () => outcome('verify', { checks: checkNames.map(passed), pull: { ...pull, isReady: true }, isFinal: true }),
};

async function played(options: FakeOptions, signal?: AbortSignal) {
  const fake = fakeWorld(options);
  const turn = fakeTurn(signal);
  const ended = await tick(fake.world, turn).then(
    () => 'done',
    (error: Error) => error.message,
  );
  return { ...fake, turn, ended, bodies: fake.seen.announcements.map(({ status }) => status?.body ?? '') };
}

describe('a turn', () => {
  it('remembers what was measured of coverage, for the next feature of the repository', async () => {
    const files = new Map([['app/items.py', { covered: 1, total: 2 }]]);
    const plan: NonNullable<FakeOptions['stages']>['plan'] = ({ coverageNotes: notes }) => {
      void notes?.note('these files', files);
      return planned;
    };
    const { world } = await played({ stages: { plan } });
    const notes = coverageNotes(world.journal, facts().repository);
    expect(await notes.recall('these files')).toEqual(files);
    expect(await notes.recall('other files')).toBeUndefined();
  });

  it('does the next thing, shows it, and waits for a person', async () => {
    const { seen, turn, bodies } = await played({ stages: { plan: () => planned } });
    expect(seen.stages).toEqual(['plan']);
    expect(seen.commits).toMatchObject([{ branch: 'tdd/5-mark-a-book-as-favourite', createFrom: facts().base.oid }]);
    expect(bodies).toEqual([expect.stringContaining('plan is done')]);
    expect(seen.announcements[0]?.reactions).toEqual([{ subjectId: 'I_5', content: 'EYES' }]);
    expect(turn.fences(), 'one before each write').toBe(2);
  });

  it('goes from red to the end on one look at GitHub, and tells of it once', async () => {
    const { seen, bodies, journal } = await played({
      facts: implementing(comment('/implement')),
      stages: afterRed ?? {},
    });
    expect(seen.stages).toEqual(['green', 'refactor', 'document', 'verify']);
    expect(seen.commits.map(({ headline }) => headline)).toEqual(['feat: x', 'docs: x']);
    expect(seen.announcements).toMatchObject([
      { pull: { draft: { isReady: true } }, reactions: [{ content: 'THUMBS_UP' }], removeLabel: { labelId: 'L_1' } },
    ]);
    for (const row of ['red row', 'green row', 'document row', 'verify row']) expect(bodies[0]).toContain(row);
    expect(journal.entries.size, 'rows of the two commits').toBe(2);
  });

  it('says nothing, and runs nothing, where there is nothing to look at', async () => {
    const archived = facts({ repository: { ...facts().repository, isArchived: true } });
    for (const given of [undefined, archived, facts({ issue: { ...facts().issue, labels: [] } })])
      expect((await played({ facts: given })).seen).toMatchObject({ stages: [], announcements: [] });
  });

  it('does nothing while the run waits for a person', async () => {
    expect((await played({ facts: implementing() })).seen).toMatchObject({
      stages: [],
      announcements: [],
      commits: [],
    });
  });

  it('stops where a stage stops', async () => {
    const stop = { reason: 'model-rejected', text: 'no code', holds: true };
    const { seen, bodies } = await played({
      facts: implementing(comment('/implement')),
      stages: { green: () => outcome('green', { stop }) },
    });
    expect(seen.stages).toEqual(['green']);
    expect(bodies).toEqual([expect.stringContaining('no code')]);
  });

  it('turns strangers down before anything else, and does not hear them', async () => {
    const said = comment('/implement', { author: stranger });
    const { seen } = await played({ facts: implementing(said) });
    expect(seen.stages).toEqual([]);
    expect(seen.announcements).toMatchObject([{ reactions: [{ subjectId: said.nodeId, content: 'THUMBS_DOWN' }] }]);
  });

  it('answers a question once, with a mark, and goes on', async () => {
    const asked = comment('/status');
    const { seen } = await played({ facts: implementing(asked, comment('/implement')), stages: afterRed ?? {} });
    expect(seen.announcements[0]).toMatchObject({ reactions: [{ subjectId: asked.nodeId, content: 'THUMBS_UP' }] });
    expect(seen.announcements[0]?.replies?.[0]?.body).toContain(`<!-- redfirst:reply ${asked.id} -->`);
    expect(seen.stages).toContain('verify');
  });

  it('ends at once when it is interrupted: what a stage came to is not shown', async () => {
    const interruption = new AbortController();
    const stages: FakeOptions['stages'] = {
      green: () => {
        interruption.abort(new Error('interrupted'));
        return outcome('green', { commit: commit('feat: x') });
      },
    };
    const { seen, ended } = await played({ facts: implementing(comment('/implement')), stages }, interruption.signal);
    expect(ended).toBe('interrupted');
    expect(seen).toMatchObject({ commits: [], announcements: [] });
  });

  it('asks the model anew after /retry, and only then', async () => {
    const stop = { stage: 'green', reason: 'model-rejected', text: '', inputs: 'other', call: 'implement' } as const;
    const retry = comment('/retry');
    const said = [statusSaying({ shown, rows: redRow, stop }), comment('/implement'), retry];
    const { seen } = await played({ facts: { ...implementing(), comments: said }, stages: afterRed ?? {} });
    expect(seen.models).toContainEqual({ feature: '1/2/5', anew: { implement: retry.id } });
    const first = await played({ facts: implementing(comment('/implement')), stages: afterRed ?? {} });
    for (const { anew } of first.seen.models) expect(anew).toEqual({});
  });

  it('stops until a person speaks, also where a word before the stop is void with it', async () => {
    const stop = { reason: 'plan-invalid', text: 'The file is no plan.', holds: true };
    const given = facts({ branch: branchOf({ stage: 'plan', letter: 'a' }), comments: [comment('/approve')] });
    const stages: FakeOptions['stages'] = { plan: () => ({ ...outcome('plan'), stop }) };
    const first = await played({ facts: given, stages });
    expect(first.seen.announcements[0]?.reactions).toContainEqual(expect.objectContaining({ content: 'CONFUSED' }));
    const told = comment(first.bodies[0] ?? '', { isOurs: true, author: self });
    const comments = [told, ...given.comments.map(each => ({ ...each, reactions: ['CONFUSED' as const] }))];
    const { seen } = await played({ facts: { ...given, comments }, stages });
    expect(seen.stages).toEqual([]);
  });

  it('finds a decision that repeats itself out', async () => {
    const { seen } = await played({
      facts: implementing(comment('/implement')),
      stages: { green: () => outcome('green', { row: { state: 'done', summary: '' } }) },
    });
    expect(seen.stages.length).toBeLessThanOrEqual(20);
  });

  it('takes the label off a run that people ended, and answers /cancel', async () => {
    const cancel = comment('/cancel');
    const { seen, bodies } = await played({ facts: implementing(cancel) });
    expect(seen.announcements).toMatchObject([
      { removeLabel: { labelId: 'L_1' }, reactions: [{ subjectId: cancel.nodeId, content: 'THUMBS_UP' }] },
    ]);
    expect(bodies[0]).toContain('Cancelled');
  });

  it('says what is in the way, that a /retry was in vain, and still answers questions', async () => {
    const [retry, help] = [comment('/retry'), comment('/help')];
    const { seen, bodies } = await played({ hasModel: false, facts: facts({ comments: [retry, help] }) });
    expect(bodies[0]).toContain('No language model is configured');
    expect(seen.announcements[0]?.reactions).toContainEqual({ subjectId: retry.nodeId, content: 'CONFUSED' });
    expect(seen.announcements[1]?.reactions).toEqual([{ subjectId: help.nodeId, content: 'THUMBS_UP' }]);
  });

  it('knows what red cost when a crash came after its commit', async () => {
    const paid = { state: 'done', summary: 'red row', calls: 1, tokens: 4321 } as const;
    const half = facts({ branch: redBranch, comments: [statusSaying({ shown })] });
    let known: unknown;
    const { world, seen, journal } = fakeWorld({
      facts: half,
      stages: {
        red: ({ status }) => {
          known = status.rows.red;
          return outcome('red', { checks: [passed('redfirst/red')], pull });
        },
      },
    });
    const before = facts({ branch: branchOf({ stage: 'plan', letter: 'a' }) });
    await noteRow(journal, before, { ...outcome('red'), row: paid, commit: commit('test: x') });

    await tick(world, fakeTurn());

    expect(known).toEqual(paid);
    expect(seen.announcements[0]?.status?.body).toContain('4,321');
    expect([seen.stages, seen.pulls]).toEqual([['red'], 1]);
  });

  it('shows the end again where a crash left it half shown', async () => {
    const done = branchOf(
      ...[{ stage: 'plan', letter: 'a' } as const, { stage: 'red', letter: 'b', spec: planHash } as const],
      ...[{ stage: 'green', letter: 'c' } as const, { stage: 'refactor', letter: 'd' } as const],
      { stage: 'document', letter: 'e' },
    );
    const implement = comment('/implement');
    const verified = { shown, rows: { ...redRow, verify: { state: 'done', summary: 'verify row' } } } as const;
    const given = facts({
      ...{ branch: done, pull: pullOf({ isDraft: false }), checks: [...checksOn('e'), ...checksOn('b')] },
      comments: [statusSaying({ ...verified, isFinished: true }), implement],
    });
    const { seen } = await played({ facts: given });
    expect(seen.stages).toEqual([]);
    expect(seen.announcements).toMatchObject([
      { reactions: [{ subjectId: implement.nodeId, content: 'THUMBS_UP' }], removeLabel: { labelId: 'L_1' } },
    ]);
  });
});
