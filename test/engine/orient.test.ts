import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import type { CommentFacts, Facts } from '../../src/domain/facts.ts';
import { emptyStatus, type Stop } from '../../src/domain/status.ts';
import { nextStatus } from '../../src/engine/next-status.ts';
import { orient } from '../../src/engine/orient.ts';
import { issuePrint } from '../../src/stages/edited-issue.ts';
import { branchOf, comment, facts, oidOf, pullOf, writer } from '../builders.ts';
import { type FakeOptions, fakeWorld, planHash, project, specPath, specText, statusSaying, stranger } from './fakes.ts';

const planned = branchOf({ stage: 'plan', letter: 'a' });
const { issue, repository } = facts();

async function bearingOf(over: Partial<Facts>, options: FakeOptions = {}) {
  const { world, seen } = fakeWorld(options);
  return { bearing: await orient(world, facts(over)), seen };
}

describe('what the facts mean', () => {
  it('a labelled issue in a project that is known: ready', async () => {
    const { bearing } = await bearingOf({});
    expect(bearing).toMatchObject({ kind: 'ready', settings: { language: 'python' }, template: undefined });
  });

  it('the plan is read off the branch by its bytes, the settings off the base', async () => {
    const branch = { [specPath]: specText, 'package.json': '{}' };
    const { bearing } = await bearingOf({ branch: planned }, { branch });
    const spec = { path: specPath, text: specText, hash: planHash };
    expect(bearing).toMatchObject({ kind: 'ready', situation: { spec }, settings: { language: 'python' } });
  });

  it('the template is that of the tree that the work is on', async () => {
    const base = { ...project, '.github/PULL_REQUEST_TEMPLATE.md': '## What' };
    expect((await bearingOf({}, { base })).bearing).toMatchObject({ template: '## What' });
  });

  it('a configured base is looked up, and a missing one is said', async () => {
    const { bearing } = await bearingOf({ config: 'base: develop' });
    expect(bearing).toMatchObject({ situation: { facts: { base: { name: 'develop', oid: oidOf('d') } } } });
    const missing = (await bearingOf({ config: 'base: nowhere' })).bearing;
    expect(missing).toMatchObject({ kind: 'obstacle', outcome: { stop: { reason: 'missing-base' } } });
  });

  const obstacles: [string, Partial<Facts>, FakeOptions][] = [
    ['no-write-access', {}, { permissions: { writer: 'triage' } }],
    ['empty-repository', { repository: { ...repository, isEmpty: true } }, {}],
    ['invalid-config', { config: 'colour: blue' }, {}],
    ['undetected', {}, { base: { 'main.cob': 'DISPLAY "HELLO".' } }],
    ['empty-issue', { issue: { ...issue, body: ' \n' } }, {}],
    ['no-model', {}, { hasModel: false }],
    ['rewritten', { branch: planned, comments: [statusSaying({ ownHead: oidOf('e') })] }, {}],
  ];
  it.each(obstacles)('%s is in the way, and is looked at again on every event', async (reason, over, options) => {
    const { bearing } = await bearingOf(over, options);
    expect(bearing).toMatchObject({ kind: 'obstacle', outcome: { stop: { reason, holds: false } } });
  });

  describe('an issue that was empty and is described since', () => {
    const empty = issuePrint({ ...issue, body: '' });
    const status = statusSaying({ stop: { stage: 'plan', reason: 'empty-issue', text: '', inputs: '', issue: empty } });
    const described = (editor: Actor, ...comments: CommentFacts[]) =>
      bearingOf({ issue: { ...issue, editor }, comments: [status, ...comments] });

    it('by somebody without write access, waits for a person who has it', async () => {
      const { bearing } = await described(stranger);
      expect(bearing).toMatchObject({ kind: 'obstacle', outcome: { stop: { reason: 'unread-issue', holds: false } } });
      if (bearing.kind !== 'obstacle') return;
      const told = nextStatus(bearing.situation, bearing.outcome);
      const again = await bearingOf({ issue: { ...issue, editor: stranger }, comments: [statusSaying(told)] });
      expect(again.bearing).toMatchObject({ outcome: { stop: { reason: 'unread-issue' } } });
    });

    it('begins when a writer describes it, or says /retry', async () => {
      expect((await described(writer)).bearing).toMatchObject({ kind: 'ready' });
      expect((await described(stranger, comment('/retry'))).bearing).toMatchObject({ kind: 'ready' });
    });
  });

  describe('a stop of an issue that reads otherwise since', () => {
    const stop = { stage: 'plan', reason: 'question', text: 'Which?', inputs: 'x', issue: 'before' } as const;
    const heldOn = async (editor: Actor | undefined, over: Partial<Stop> = {}) => {
      const comments = [statusSaying({ stop: { ...stop, ...over } })];
      const { bearing, seen } = await bearingOf({ issue: { ...issue, editor }, comments, branch: planned });
      return { heldOn: 'situation' in bearing ? bearing.situation.heldOn : '', asked: seen.asked };
    };

    it('is about the text before, but for an edit of somebody who may write', async () => {
      expect((await heldOn(stranger)).heldOn).toBe('before');
      expect((await heldOn(undefined)).heldOn).toBe('before');
      expect((await heldOn({ ...writer, kind: 'bot' })).heldOn).toBe('before');
      expect((await heldOn(writer)).heldOn).toBeUndefined();
    });

    it('has nobody asked for their permission where it reads as it did', async () => {
      expect(await heldOn(stranger, { issue: issuePrint(issue) })).toEqual({ heldOn: undefined, asked: [] });
    });
  });

  it('a bot cannot start a run, whatever it may write', async () => {
    const labelings = [
      { label: 'tdd-feature', actor: { ...writer, kind: 'bot' as const }, at: '2026-01-01T00:00:00Z' },
    ];
    const { bearing, seen } = await bearingOf({ issue: { ...issue, labelings } });
    expect(bearing).toMatchObject({ kind: 'obstacle', outcome: { stop: { reason: 'no-write-access' } } });
    expect(seen.asked).toEqual([]);
  });

  it.each<[string, Partial<Facts>]>([
    ['unlabelled', { issue: { ...issue, labels: [] } }],
    ['closed', { issue: { ...issue, isOpen: false } }],
    ['pull-closed', { branch: planned, pull: pullOf({ isOpen: false }) }],
  ])('a run that is over (%s) is told of where we spoke, and nowhere else', async (reason, over) => {
    const comments = [statusSaying({ headline: 'The plan waits' })];
    expect((await bearingOf({ ...over, comments })).bearing).toMatchObject({ kind: 'ended', reason });
    expect((await bearingOf(over)).bearing).toEqual({ kind: 'ignore' });
  });

  it('commands count from the last labelling on, of people, unedited, unrefused', async () => {
    const early = { createdAt: '2025-12-31T00:00:00Z' };
    const comments = [
      comment('/approve', early),
      comment('/retry'),
      comment('/implement', { wasEdited: true }),
      comment('/cancel', { reactions: ['THUMBS_DOWN'] }),
      comment('/approve', { author: { ...writer, kind: 'bot' } }),
      comment('just talk'),
    ];
    const { bearing } = await bearingOf({ branch: planned, comments });
    const names = 'situation' in bearing ? bearing.situation.commands.map(({ command }) => command.name) : [];
    expect(names).toEqual(['retry']);
  });

  it('talk is an answer where a question was asked, from people who may write', async () => {
    const before = comment('I would love that.');
    const stop = { stage: 'plan', reason: 'question', text: 'Which?', inputs: '' } as const;
    const question = { stop, asked: { stage: 'plan' as const, after: [before.id] } };
    const said = [before, comment('The first.'), comment('Buy now!', { author: stranger }), comment('Both.')];
    const asked = await bearingOf({ comments: [statusSaying(question), ...said] });
    expect(asked.bearing).toMatchObject({ situation: { talk: [{ body: 'The first.' }, { body: 'Both.' }] } });
    expect(asked.seen.asked.filter(login => login === 'writer')).toHaveLength(2);
    const silent = await bearingOf({ comments: said });
    expect(silent.bearing).toMatchObject({ situation: { talk: [] } });
  });

  it('what was not told yet is known all the same: of this turn, and of one that died', async () => {
    const greened = branchOf(
      { stage: 'plan', letter: 'a' },
      { stage: 'red', letter: 'b', spec: planHash },
      { stage: 'green', letter: 'c' },
    );
    const told = facts({ branch: greened, comments: [statusSaying({})] });
    const { world } = fakeWorld();
    expect(await orient(world, told)).toMatchObject({ situation: { status: { rows: { green: { state: 'done' } } } } });
    const untold = { ...emptyStatus, headline: 'The code is refactored' };
    expect(await orient(world, told, untold)).toMatchObject({ situation: { status: untold } });
  });
});
