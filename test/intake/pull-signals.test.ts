import { describe, expect, it } from 'vitest';
import { type Delivery, toSignals } from '../../src/intake/signals.ts';
import { bot, delivery, self } from './deliveries.ts';

const { pull, push, checkRun, checkSuite } = delivery;
const mergeGroup = (head_ref: string) =>
  ({ ...push('x'), name: 'merge_group', payload: { ...Object(push('x').payload), ...group(head_ref) } }) as Delivery;
const group = (head_ref: string) => ({
  ref: undefined,
  action: 'checks_requested',
  merge_group: { head_sha: 'b'.repeat(40), head_ref, base_sha: 'a'.repeat(40) },
});
const queue = (rest: string) => `refs/heads/gh-readonly-queue/main/${rest}`;
const oid = 'a'.repeat(40);
const foreign = (part: object) => ({ pull_request: { head: { ref: 'triple', repo: { id: 8 } }, ...part } });
const labelled = foreign({ labels: [{ name: 'ready' }] });
const theirs = { number: 30, labels: [{ name: 'ready' }], body: '', pull_request: {} };
const saidOn = (body: string, part: object = {}) => delivery.comment(body, { issue: theirs, ...part });
const ofUs = (external_id: string) => ({
  check_run: { app: { id: 42 }, external_id, check_suite: { head_branch: null } },
});

describe('a pull request is looked at again when', () => {
  const [issueAndPull, pullAlone, issueAlone] = [[12, 30], [30], [12]];
  it.each<[string, Delivery, number[]]>([
    ['commits are pushed to one from a branch of ours', pull('synchronize'), issueAndPull],
    ['another bot pushes to it', pull('synchronize', { sender: bot('agent[bot]') }), issueAndPull],
    ['it is closed', pull('closed'), issueAndPull],
    ['its base changes', pull('edited'), issueAndPull],
    ['it is opened again', pull('reopened'), issueAndPull],
    ['it is labelled', pull('labeled'), issueAndPull],
    ['somebody opens one from a branch of ours', pull('opened'), pullAlone],
    ['somebody labels one of theirs', pull('labeled', labelled), pullAlone],
    ['commits are pushed to one that carries a label', pull('synchronize', labelled), pullAlone],
    ['its fork is gone', pull('edited', foreign({ repo: null, labels: [{ name: 'ready' }] })), pullAlone],
    ['a check of it is asked for again', checkRun('rerequested', ofUs('redfirst:1 pull=30')), pullAlone],
    ['all checks of it are', checkSuite('rerequested', { pull_requests: [{ number: 30 }] }), pullAlone],
    ['all checks of a branch of ours are', checkSuite('rerequested', { head_branch: 'tdd/12-cart' }), issueAlone],
    [
      'all checks of the merge queue are',
      checkSuite('rerequested', { head_branch: `gh-readonly-queue/main/pr-30-${oid}` }),
      pullAlone,
    ],
    ['it is in a merge queue', mergeGroup(queue(`pr-30-${oid}`)), pullAlone],
    ['the branch of the queue is pushed', push(queue(`pr-30-${oid}`)), pullAlone],
    ['a person waives a finding of it', saidOn('/waive no-todo Later.'), pullAlone],
    ['a person amends a test of it', saidOn('/amend tests/a.py It was wrong.'), pullAlone],
    ['a person misspells that', saidOn('/waiv no-todo Later.'), pullAlone],
    ['such a word is taken back', saidOn('/waive no-todo Later.', { action: 'deleted' }), pullAlone],
    ['only the branch is named', checkRun('rerequested'), issueAlone],
  ])('%s', (_name, sent, numbers) => {
    const reading = toSignals(sent, self);
    const signals = reading.kind === 'signals' ? reading.signals : [];
    expect(signals.map(signal => signal.kind === 'feature' && signal.issue)).toEqual(numbers);
    expect(signals.map(signal => signal.kind === 'feature' && signal.isPull === true)).toEqual(
      numbers.map(number => number === 30),
    );
  });

  it('ends work under way only by being closed', () => {
    const interrupting = (sent: Delivery) => {
      const reading = toSignals(sent, self);
      return reading.kind === 'signals' && reading.signals.every(each => each.kind === 'feature' && each.interrupts);
    };
    expect(interrupting(pull('closed'))).toBe(true);
    expect(interrupting(pull('synchronize'))).toBe(false);
  });
});

describe('what is said on a pull request of people is no news when', () => {
  it.each([
    ['it is meant for another bot', saidOn('/approve')],
    ['it is talk', saidOn('I would waive no TODO.')],
    ['a bot says it', saidOn('/waive no-todo Later.', { sender: bot('agent[bot]') })],
    [
      'it is edited into a comment',
      saidOn('/waive no-todo Later.', { action: 'edited', changes: { body: { from: 'Hm.' } } }),
    ],
    ['the pull request has no label', saidOn('/waive no-todo Later.', { issue: { ...theirs, labels: [] } })],
  ])('%s', (_name, sent) => {
    expect(toSignals(sent, self)).toEqual({ kind: 'signals', signals: [] });
  });
});

describe('all checks of a commit are asked for again', () => {
  it('looks through the installation where no pull request is named, as for one from a fork', () => {
    expect(toSignals(checkSuite('rerequested'), self)).toEqual({
      kind: 'signals',
      signals: [{ kind: 'installation', installationId: 5, delivery: 'd-8' }],
    });
  });

  it.each([
    ['another App', checkSuite('rerequested', { app: { id: 43 }, pull_requests: [{ number: 30 }] })],
    ['a suite that is new', checkSuite('requested')],
    ['a suite that is over', checkSuite('completed')],
  ])('%s is no news', (_name, sent) => {
    expect(toSignals(sent, self)).toEqual({ kind: 'signals', signals: [] });
  });
});
