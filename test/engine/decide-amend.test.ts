import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/domain/facts.ts';
import type { Settings } from '../../src/domain/settings.ts';
import { emptyStatus } from '../../src/domain/status.ts';
import { formatTrailers } from '../../src/domain/trailer.ts';
import { decide } from '../../src/engine/decide.ts';
import type { Situation } from '../../src/engine/situation.ts';
import { branchOf, checksOn, comment, oidOf, pullOf } from '../builders.ts';
import { planHash, situationOf } from './fakes.ts';

const settings = { approval: 'required', hammer: undefined } as Settings;
const told = { state: 'done', summary: '' } as const;
const status = { ...emptyStatus, shown: { hash: planHash, after: 0 }, rows: { red: told } };
const plan = { stage: 'plan', letter: 'a' } as const;
const red = { stage: 'red', letter: 'b', spec: planHash } as const;
const green = { stage: 'green', letter: 'c' } as const;
const amend = () => comment('/amend tests/test_a.py It is 6.', { id: 500 });
const implement = comment('/implement', { id: 400 });

function decided(over: Partial<Facts>, more: Partial<Situation> = {}) {
  const shown = { pull: pullOf(), checks: checksOn('b', 'success', ['redfirst/red']) };
  return decide(situationOf({ ...shown, branch: branchOf(plan, red), ...over }, { status, ...more }), settings);
}

/** The branch when the amendment was taken: a red commit that names its comment. */
function amended() {
  const branch = branchOf(plan, red, green, { letter: 'd' }, { stage: 'red', letter: 'e', spec: planHash });
  const amends = [{ comment: 500, by: 11, target: 'tests/test_a.py', reason: 'It is 6.' }];
  const message = `test: x\n\n${formatTrailers({ stage: 'red', issue: 5, spec: planHash, amends })}`;
  return { ...branch, commits: branch.commits.map((each, index) => (index === 4 ? { ...each, message } : each)) };
}

describe('an amendment', () => {
  it('is judged before code is written, and when it is there', () => {
    expect(decided({ comments: [implement, amend()] })).toMatchObject({ kind: 'run', stage: 'red' });
    expect(decided({ branch: branchOf(plan, red, green), comments: [amend()] })).toMatchObject({ stage: 'red' });
  });

  it('is answered where nothing is frozen yet', () => {
    expect(decided({ branch: branchOf(plan), comments: [amend()] })).toMatchObject({ kind: 'answer' });
  });

  it('still waits when it was only taken up', () => {
    const eyes = { ...amend(), reactions: ['EYES' as const] };
    expect(decided({ comments: [eyes] })).toMatchObject({ kind: 'run', stage: 'red' });
  });

  it('is settled by the commit that names it, which is shown first', () => {
    expect(decided({ branch: amended(), comments: [amend()] })).toMatchObject({ kind: 'run', stage: 'red' });
    const checks = checksOn('e', 'success', ['redfirst/red']);
    expect(decided({ branch: amended(), comments: [amend()], checks })).toEqual({ kind: 'wait', for: 'implement' });
  });

  it('has the code looked at anew, and no code written where it does', () => {
    const checks = checksOn('e', 'success', ['redfirst/red']);
    const facts = { branch: amended(), comments: [implement, amend()], checks };
    expect(decided(facts)).toMatchObject({ kind: 'run', stage: 'green' });
    const rows = { red: told, green: { ...told, head: oidOf('e') } };
    expect(decided(facts, { status: { ...status, rows } })).toMatchObject({ kind: 'run', stage: 'refactor' });
    const before = { red: told, green: { ...told, head: oidOf('c') } };
    expect(decided(facts, { status: { ...status, rows: before } })).toMatchObject({ kind: 'run', stage: 'green' });
  });
});

describe('held-out tests that cannot be read', () => {
  const stop = { stage: 'verify', reason: 'held-out-lost', text: '', inputs: '' } as const;
  const branch = branchOf(plan, red, green);

  it('are written anew when a person says so', () => {
    const lost = { status: { ...status, stop } };
    expect(decided({ branch, comments: [comment('/retry')] }, lost)).toMatchObject({ kind: 'run', stage: 'red' });
    expect(decided({ branch }, lost)).toMatchObject({ kind: 'run', stage: 'refactor' });
  });
});
