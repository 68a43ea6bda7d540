import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/domain/facts.ts';
import type { Settings } from '../../src/domain/settings.ts';
import { emptyStatus } from '../../src/domain/status.ts';
import { decide, endOf } from '../../src/engine/decide.ts';
import type { Situation } from '../../src/engine/situation.ts';
import { inputsHash } from '../../src/engine/situation.ts';
import { parseComment } from '../../src/intake/commands.ts';
import { branchOf, checksOn, comment, facts, oidOf, pullOf } from '../builders.ts';

const hash = 'abc1234'.padEnd(64, '0');
const settings = { approval: 'required', hammer: undefined } as Settings;

function situation(over: Partial<Facts>, more: Partial<Situation> = {}): Situation {
  const read = facts(over);
  const commands = read.comments.flatMap(said => {
    const parsed = parseComment(said.body);
    return parsed.kind === 'command' ? [{ comment: said, command: parsed.command }] : [];
  });
  const spec = read.branch && { path: 'specs/x.md', text: '', hash };
  return { facts: read, label: 'tdd-feature', status: emptyStatus, spec, commands, talk: [], ...more };
}

const toldRed = { red: { state: 'done', summary: '' } } as const;
const shown = { status: { ...emptyStatus, shown: { hash, after: 0 }, rows: toldRed } };
const planned = { branch: branchOf({ stage: 'plan', letter: 'a' }) };
const red = {
  branch: branchOf({ stage: 'plan', letter: 'a' }, { stage: 'red', letter: 'b', spec: hash }),
  pull: pullOf(),
  checks: checksOn('b', 'success', ['redfirst/red']),
};
const greened = (...more: Parameters<typeof branchOf>) =>
  branchOf(
    { stage: 'plan', letter: 'a' },
    { stage: 'red', letter: 'b', spec: hash },
    { stage: 'green', letter: 'c' },
    ...more,
  );
const implement = () => comment('/implement');

describe('decide', () => {
  const rows: [string, Situation, unknown][] = [
    ['a fresh label starts the plan', situation({}), { kind: 'run', stage: 'plan' }],
    ['a plan that was not shown yet is shown', situation(planned), { kind: 'run', stage: 'plan' }],
    ['a shown plan waits for approval', situation(planned, shown), { kind: 'wait', for: 'approval' }],
    [
      '/approve starts red',
      situation({ ...planned, comments: [comment('/approve')] }, shown),
      { kind: 'run', stage: 'red' },
    ],
    [
      '/implement approves the plan that was shown',
      situation({ ...planned, comments: [implement()] }, shown),
      { kind: 'run', stage: 'red' },
    ],
    [
      '/approve with the hash that is shown starts red',
      situation({ ...planned, comments: [comment('/approve abc1234')] }, shown),
      { kind: 'run', stage: 'red' },
    ],
    [
      '/approve with another hash is answered',
      situation({ ...planned, comments: [comment('/approve fff0000')] }, shown),
      { kind: 'answer' },
    ],
    [
      'an approval from before the plan was shown is void',
      situation(
        { ...planned, comments: [comment('/approve')] },
        { status: { ...emptyStatus, shown: { hash, after: 1e9 } } },
      ),
      { kind: 'wait', for: 'approval' },
    ],
    [
      'a plan edited after it was shown is shown again',
      situation(
        { ...planned, comments: [comment('/approve')] },
        { status: { ...emptyStatus, shown: { hash: 'older', after: 0 } } },
      ),
      { kind: 'run', stage: 'plan' },
    ],
    [
      '/revise plans again',
      situation({ ...planned, comments: [comment('/revise smaller')] }, shown),
      { kind: 'run', stage: 'plan' },
    ],
    [
      'a revision that its commit names is not done twice',
      situation(
        {
          branch: branchOf({ stage: 'plan', letter: 'a', comment: '77' }),
          comments: [comment('/revise smaller', { id: 77 })],
        },
        shown,
      ),
      { kind: 'wait', for: 'approval' },
    ],
    [
      'a red commit without a pull request is finished first',
      situation({ ...red, pull: undefined }, shown),
      { kind: 'run', stage: 'red' },
    ],
    [
      'a red commit without its check is finished first',
      situation({ ...red, checks: [] }, shown),
      { kind: 'run', stage: 'red' },
    ],
    [
      'a red commit that nobody was told of is told of first',
      situation(red, { status: { ...shown.status, rows: {} } }),
      { kind: 'run', stage: 'red' },
    ],
    [
      'so is one for a plan that has changed',
      situation(red, { status: { ...shown.status, rows: { red: { state: 'waiting', summary: '' } } } }),
      { kind: 'run', stage: 'red' },
    ],
    [
      'a push on red whose check stands on the pushed commit is judged already',
      situation(
        {
          ...red,
          checks: checksOn('d', 'success', ['redfirst/red']),
          branch: branchOf({ stage: 'plan', letter: 'a' }, { stage: 'red', letter: 'b', spec: hash }, { letter: 'd' }),
        },
        shown,
      ),
      { kind: 'wait', for: 'implement' },
    ],
    ['red waits for /implement', situation(red, shown), { kind: 'wait', for: 'implement' }],
    [
      'what the label was put back on is told before waiting',
      situation(red, { status: { ...shown.status, endedAt: '2025-12-31T00:00:00Z' } }),
      { kind: 'run', stage: 'red' },
    ],
    [
      'a closed pull request is opened anew',
      situation({ ...red, pull: pullOf({ isOpen: false }) }, shown),
      { kind: 'run', stage: 'red' },
    ],
    [
      'a push on red is judged at once',
      situation(
        {
          ...red,
          branch: branchOf({ stage: 'plan', letter: 'a' }, { stage: 'red', letter: 'b', spec: hash }, { letter: 'd' }),
        },
        shown,
      ),
      { kind: 'run', stage: 'red' },
    ],
    ['/implement starts green', situation({ ...red, comments: [implement()] }, shown), { kind: 'run', stage: 'green' }],
    [
      'a red commit of an older plan does not count',
      situation(
        { ...red, branch: branchOf({ stage: 'plan', letter: 'a' }, { stage: 'red', letter: 'b', spec: 'older' }) },
        shown,
      ),
      { kind: 'wait', for: 'approval' },
    ],
    ['green is refactored', situation({ ...red, branch: greened() }, shown), { kind: 'run', stage: 'refactor' }],
    [
      'a refactoring is documented',
      situation({ ...red, branch: greened({ stage: 'refactor', letter: 'd' }) }, shown),
      { kind: 'run', stage: 'document' },
    ],
    [
      'a refactoring that gave up is documented too',
      situation(
        { ...red, branch: greened() },
        {
          status: { ...shown.status, rows: { ...toldRed, refactor: { state: 'done', summary: '', head: oidOf('c') } } },
        },
      ),
      { kind: 'run', stage: 'document' },
    ],
    [
      'documents done, the head is verified',
      situation(
        { ...red, branch: greened({ stage: 'refactor', letter: 'd' }, { stage: 'document', letter: 'e' }) },
        shown,
      ),
      { kind: 'run', stage: 'verify' },
    ],
    [
      'all checks hold and the pull request is ready: finished',
      situation(
        {
          ...red,
          pull: pullOf({ isDraft: false }),
          checks: checksOn('e'),
          branch: greened({ stage: 'refactor', letter: 'd' }, { stage: 'document', letter: 'e' }),
        },
        { status: { ...shown.status, rows: { ...toldRed, verify: { state: 'done', summary: '' } } } },
      ),
      { kind: 'finish' },
    ],
    [
      'all checks hold and nobody was told: verified once more, which says it',
      situation(
        {
          ...red,
          pull: pullOf({ isDraft: false }),
          checks: checksOn('e'),
          branch: greened({ stage: 'refactor', letter: 'd' }, { stage: 'document', letter: 'e' }),
        },
        shown,
      ),
      { kind: 'run', stage: 'verify' },
    ],
    [
      'a push after green is verified, not rewritten',
      situation(
        {
          ...red,
          checks: checksOn('e'),
          branch: greened({ stage: 'refactor', letter: 'd' }, { stage: 'document', letter: 'e' }, { letter: 'f' }),
        },
        shown,
      ),
      { kind: 'run', stage: 'verify' },
    ],
    ['/help is answered at any point', situation({ ...red, comments: [comment('/help')] }, shown), { kind: 'answer' }],
  ];
  it.each(rows)('%s', (_, input, expected) => {
    expect(decide(input, settings)).toMatchObject(expected as object);
  });

  it('nobody is waited for with approval: auto, nor for code on a step of a plan that people wrote', () => {
    const onStep = { ...settings, course: 'step' as const };
    for (const auto of [onStep, { ...settings, approval: 'auto' as const }])
      expect(decide(situation(planned, shown), auto)).toMatchObject({ kind: 'run', stage: 'red' });
    expect(decide(situation(red, shown), onStep)).toMatchObject({ kind: 'run', stage: 'green' });
  });

  it('hammer runs after refactor where it is configured, and again when the code changed since', () => {
    const hammering = { ...settings, hammer: { run: 'load', items: undefined, slower: 3, time: 'advisory' } } as const;
    const branch = greened({ stage: 'refactor', letter: 'd' });
    const held = (head: string, from = branch) =>
      situation(
        { ...red, branch: from },
        {
          status: { ...shown.status, rows: { ...toldRed, hammer: { state: 'done', summary: '', head: oidOf(head) } } },
        },
      );
    expect(decide(situation({ ...red, branch }, shown), hammering)).toMatchObject({ stage: 'hammer' });
    expect(decide(held('d'), hammering)).toMatchObject({ stage: 'document' });
    const pushed = greened({ stage: 'refactor', letter: 'd' }, { letter: 'f' });
    expect(decide(held('d', pushed), hammering)).toMatchObject({ stage: 'hammer' });
  });

  it('a stop holds until something changes', () => {
    const input = situation({}, {});
    const stop = { stage: 'plan' as const, reason: 'model-rejected', text: '', inputs: inputsHash(input) };
    const stoppedAt = { ...emptyStatus, stop };
    expect(decide({ ...input, status: stoppedAt }, settings)).toEqual({ kind: 'wait', for: 'person' });
    const asked = situation({ comments: [comment('/help', { reactions: ['THUMBS_UP'] })] }, { status: stoppedAt });
    expect(decide(asked, settings)).toEqual({ kind: 'wait', for: 'person' });
    const retried = situation({ comments: [comment('/retry')] }, { status: stoppedAt });
    expect(decide(retried, settings)).toMatchObject({ kind: 'run', stage: 'plan' });
  });
});

describe('the end of a run', () => {
  const issue = facts().issue;
  const rows: [string, Situation, string | undefined][] = [
    ['goes on while the label is there', situation({}), undefined],
    ['label removed', situation({ issue: { ...issue, labels: [] } }), 'unlabelled'],
    ['issue closed', situation({ issue: { ...issue, isOpen: false } }), 'closed'],
    ['pull request closed', situation({ ...red, pull: pullOf({ isOpen: false }) }), 'pull-closed'],
    [
      'the label put back after the pull request was closed',
      situation(
        { ...red, pull: pullOf({ isOpen: false }) },
        { status: { ...emptyStatus, endedAt: '2025-12-31T00:00:00Z' } },
      ),
      undefined,
    ],
    ['pull request merged', situation({ ...red, pull: pullOf({ isOpen: false, isMerged: true }) }), 'merged'],
    ['/cancel', situation({ comments: [comment('/cancel')] }), 'cancelled'],
    [
      'the branch was deleted by somebody',
      situation({}, { status: { ...emptyStatus, startedAt: '2026-01-01T00:00:00Z' } }),
      'branch-gone',
    ],
    [
      'the label put on anew after that starts anew',
      situation({}, { status: { ...emptyStatus, startedAt: '2025-12-31T00:00:00Z', isFinished: true } }),
      undefined,
    ],
    [
      'a finished run without its label is still judged',
      situation({ ...red, issue: { ...issue, labels: [] } }, { status: { ...emptyStatus, isFinished: true } }),
      undefined,
    ],
  ];
  it.each(rows)('%s', (_, input, expected) => {
    expect(endOf(input)).toBe(expected);
  });
});
