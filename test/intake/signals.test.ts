import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Delivery, events, toSignals } from '../../src/intake/signals.ts';
import { ada, bot, delivery, self } from './deliveries.ts';

const { issues, comment, pull, push, checkRun, installation, repositoriesAdded } = delivery;
const pullIssue = (body: string) => ({ number: 30, labels: [], body, pull_request: { url: 'http://evil.test' } });
const ours = 'Words of a person.\n\n<!-- redfirst:begin -->\n\nCloses #12\n\n<!-- redfirst:end -->';
const member = (author_association: string) => ({
  comment: { id: 3, body: '/cancel', user: ada, author_association },
});

const looks: [string, Delivery, { interrupts: boolean; cause: string }][] = [
  ['our label is put on', issues('labeled'), { interrupts: false, cause: 'issues.labeled' }],
  [
    'a label is put on that the repository may call ours',
    issues('labeled', { label: { name: 'ready' } }),
    { interrupts: false, cause: 'issues.labeled' },
  ],
  [
    'our label is taken off',
    issues('unlabeled', { issue: { number: 12, labels: [] } }),
    { interrupts: true, cause: 'issues.unlabeled' },
  ],
  [
    'our label is taken off by another bot',
    issues('unlabeled', { sender: bot('stale[bot]') }),
    { interrupts: true, cause: 'issues.unlabeled' },
  ],
  [
    'another label is taken off',
    issues('unlabeled', { label: { name: 'bug' } }),
    { interrupts: false, cause: 'issues.unlabeled' },
  ],
  ['the issue is edited', issues('edited'), { interrupts: false, cause: 'issues.edited' }],
  ['the issue is closed', issues('closed'), { interrupts: true, cause: 'issues.closed' }],
  [
    'the issue is closed by another bot',
    issues('closed', { sender: bot('merger[bot]') }),
    { interrupts: true, cause: 'issues.closed' },
  ],
  ['the issue is opened again', issues('reopened'), { interrupts: false, cause: 'issues.reopened' }],
  ['the issue is deleted', issues('deleted'), { interrupts: true, cause: 'issues.deleted' }],
  ['the issue moves away', issues('transferred'), { interrupts: true, cause: 'issues.transferred' }],
  ['a command is given', comment('/implement'), { interrupts: false, cause: 'issue_comment.created' }],
  [
    'a command is given on an issue without a label',
    comment('/retry', { issue: { number: 12, labels: [] } }),
    { interrupts: false, cause: 'issue_comment.created' },
  ],
  [
    'a command is misspelt on an issue of ours',
    comment('/implemnt'),
    { interrupts: false, cause: 'issue_comment.created' },
  ],
  [
    'a question may have been answered',
    comment('Two decimals, please.'),
    { interrupts: false, cause: 'issue_comment.created' },
  ],
  ['a member cancels', comment('', member('MEMBER')), { interrupts: true, cause: 'issue_comment.created' }],
  ['a collaborator cancels', comment('', member('COLLABORATOR')), { interrupts: true, cause: 'issue_comment.created' }],
  [
    'an outsider says cancel, which interrupts nothing',
    comment('', member('NONE')),
    { interrupts: false, cause: 'issue_comment.created' },
  ],
  [
    'a command is given on our pull request',
    comment('/implement', { issue: pullIssue(ours) }),
    { interrupts: false, cause: 'issue_comment.created' },
  ],
  [
    'a waiver is taken back, by whomever',
    comment('Hm.', {
      action: 'edited',
      sender: { ...ada, id: 101 },
      issue: { number: 12, labels: [] },
      changes: { body: { from: '/waive no-todo Soon.' } },
    }),
    { interrupts: false, cause: 'issue_comment.edited' },
  ],
  [
    'an amendment is deleted',
    comment('/amend a.py It is 6.', { action: 'deleted' }),
    { interrupts: false, cause: 'issue_comment.deleted' },
  ],
  ['a person pushes to the branch', push('refs/heads/tdd/12-cart'), { interrupts: false, cause: 'push' }],
  [
    'another agent pushes to the branch',
    push('refs/heads/tdd/12-cart', { sender: bot('agent[bot]') }),
    { interrupts: false, cause: 'push' },
  ],
  ['a check is asked for again', checkRun('rerequested'), { interrupts: false, cause: 'check_run.rerequested' }],
  [
    'a button of a check is pressed',
    checkRun('requested_action'),
    { interrupts: false, cause: 'check_run.requested_action' },
  ],
];

const mergeGroupOver: Delivery = {
  ...push('x'),
  name: 'merge_group',
  payload: { ...Object(push('x').payload), ref: undefined, action: 'destroyed', merge_group: { head_ref: 'x' } },
};

const nothing: [string, Delivery][] = [
  ['S15 an outsider talks on an issue that is not ours', comment('hello', { issue: { number: 12, labels: [] } })],
  ['S16 another bot gives a command', comment('/implement', { sender: bot('evil[bot]') })],
  ['S17 our own comment quotes a command', comment('/implement', { sender: bot('redfirst[bot]') })],
  ['talk is deleted', comment('hello', { action: 'deleted' })],
  ['S18 a command is edited into a comment', comment('/implement', { action: 'edited' })],
  [
    'S18 the sender is not the author',
    comment('/implement', {
      sender: { ...ada, id: 101 },
      comment: { body: '/implement', user: ada, author_association: 'OWNER' },
    }),
  ],
  [
    'S18 the author is gone',
    comment('/implement', { comment: { body: '/implement', user: null, author_association: 'NONE' } }),
  ],
  ['S19 a command in a quote on an issue that is not ours', comment('> /implement', { issue: { number: 12 } })],
  ['S20 a look-alike on an issue that is not ours', comment('/іmplement', { issue: { number: 12 } })],
  [
    'S25 talk on an issue with a look-alike of our label',
    comment('hi', { issue: { number: 12, labels: [{ name: 'tdd\u2011feature' }] } }),
  ],
  [
    'S25 talk on an issue with our label in capitals',
    comment('hi', { issue: { number: 12, labels: [{ name: 'TDD-Feature' }] } }),
  ],
  ['another bot puts our label on', issues('labeled', { sender: bot('evil[bot]') })],
  ['another bot edits the issue', issues('edited', { sender: bot('evil[bot]') })],
  ['we take our label off', issues('unlabeled', { sender: bot('redfirst[bot]') })],
  ['an issue without labels is edited', issues('edited', { issue: { number: 12, labels: [] } })],
  ['an issue is opened', issues('opened')],
  ['an issue is assigned', issues('assigned')],
  ['a comment is deleted', comment('/implement', { action: 'deleted' })],
  ['a command on a pull request that is not ours', comment('/implement', { issue: pullIssue('Closes #12') })],
  ['a command on a pull request without a body', comment('/implement', { issue: { ...pullIssue(''), body: null } })],
  [
    'a branch of the same name in a fork',
    pull('synchronize', { pull_request: { head: { ref: 'tdd/12-cart', repo: { id: 8 } } } }),
  ],
  ['a pull request whose fork is gone', pull('closed', { pull_request: { head: { ref: 'tdd/12-cart', repo: null } } })],
  ['a pull request of another branch', pull('closed', { pull_request: { head: { ref: 'main', repo: { id: 7 } } } })],
  ['we push', push('refs/heads/tdd/12-cart', { sender: bot('redfirst[bot]') })],
  ['a push to another branch', push('refs/heads/main')],
  ['a tag with the name of our branch', push('refs/tags/tdd/12-cart')],
  [
    'S93 a check of another App',
    checkRun('rerequested', { check_run: { app: { id: 43 }, check_suite: { head_branch: 'tdd/12-cart' } } }),
  ],
  [
    'a check on a detached head',
    checkRun('rerequested', { check_run: { app: { id: 42 }, check_suite: { head_branch: null } } }),
  ],
  ['another bot labels a pull request', pull('labeled', { sender: bot('evil[bot]') })],
  ['we open a pull request', pull('opened', { sender: bot('redfirst[bot]') })],
  ['a merge group is over', { ...mergeGroupOver }],
  ['a branch of the queue without a number', push('refs/heads/gh-readonly-queue/main/pr-x')],
  ['a check is created', checkRun('created')],
  ['the App is removed', installation('deleted')],
  ['repositories are taken away', repositoriesAdded('removed')],
  ['an event that we do not know', { id: 'd', name: 'star', payload: { action: 'created' } }],
  ['an event by the name of a property', { id: 'd', name: 'constructor', payload: {} }],
];

const misfits: [string, Delivery][] = [
  ['S04 an issue under the header of a pull request', { ...issues('labeled'), name: 'pull_request' }],
  ['S04 a pull request under the header of an issue', { ...pull('closed'), name: 'issues' }],
  ['S04 a comment under the header of an issue', { ...comment('/cancel', { action: 'edited' }), name: 'issues' }],
  ['S04 an issue under the header of an installation', { ...issues('x', { action: 'created' }), name: 'installation' }],
  ['S04 an installation under the header of a comment', { ...installation('created'), name: 'issue_comment' }],
  ['a delivery of a repository and not of an App', issues('labeled', { installation: undefined })],
  ['S10 a number that is a list', issues('labeled', { issue: { number: [12], labels: [] } })],
  ['S10 a body that is no object', { id: 'd', name: 'push', payload: [1] }],
  ['S10 nothing', { id: 'd', name: 'issues', payload: null }],
  ['an owner that is a path', issues('labeled', { repository: { id: 7, name: 'shop', owner: { login: '../evil' } } })],
];

describe('a feature is looked at again when', () => {
  it.each(looks)('%s', (_name, sent, expected) => {
    const repository = { installationId: 5, id: 7, owner: 'octo', name: 'shop' };
    const signal = { kind: 'feature', repository, issue: 12, delivery: sent.id, ...expected };
    expect(toSignals(sent, self)).toEqual({ kind: 'signals', signals: [signal] });
  });
});

describe('an installation is looked through when', () => {
  it.each([
    ['the App is installed', installation('created')],
    ['it is no longer suspended', installation('unsuspend')],
    ['it is given new permissions', installation('new_permissions_accepted')],
    ['repositories are added', repositoriesAdded()],
  ])('%s', (_name, sent) => {
    const signal = { kind: 'installation', installationId: 5, delivery: sent.id };
    expect(toSignals(sent, self)).toEqual({ kind: 'signals', signals: [signal] });
  });
});

describe('nothing is kept of a delivery when', () => {
  it.each(nothing)('%s', (_name, sent) => {
    expect(toSignals(sent, self)).toEqual({ kind: 'signals', signals: [] });
  });
});

describe('a body that is not its header’s is refused', () => {
  it.each(misfits)('%s', (_name, sent) => {
    expect(toSignals(sent, self)).toMatchObject({ kind: 'misfit', problem: expect.stringContaining(sent.name) });
  });
});

describe('S12 and S10', () => {
  it('no address of a payload reaches a signal', () => {
    const everything = looks.map(([, sent]) => toSignals(sent, self));
    expect(JSON.stringify(everything)).not.toContain('evil.test');
  });

  it('a body with __proto__ pollutes nothing', () => {
    const payload = JSON.parse(`{"__proto__":{"x":1},${JSON.stringify(issues('labeled').payload).slice(1)}`);
    expect(toSignals({ ...issues('labeled'), payload }, self)).toMatchObject({ kind: 'signals' });
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('app.yml', () => {
  const manifest = parse(readFileSync(join(import.meta.dirname, '../../app.yml'), 'utf8'));

  it('subscribes to the events that are read, and to no other', () => {
    // GitHub sends these two to every App without being asked to.
    const unasked = ['installation', 'installation_repositories'];
    expect(manifest.default_events.toSorted()).toEqual(events.filter(name => !unasked.includes(name)).toSorted());
  });

  it('asks for no more than it needs', () => {
    expect(manifest.default_permissions).toEqual({
      checks: 'write',
      contents: 'write',
      issues: 'write',
      pull_requests: 'write',
      metadata: 'read',
      members: 'read',
      merge_queues: 'read',
    });
  });
});
