import { describe, expect, it } from 'vitest';
import {
  fingerprint,
  grantedIn,
  judgeWaivers,
  type WaivableFinding,
  type Waiver,
  type WaiverLaw,
} from '../../src/stages/waivers.ts';
import { comment, self, writer } from '../builders.ts';

const maintainer = { id: 12, login: 'maintainer', kind: 'user' } as const;
const todo: WaivableFinding = { item: 'no-todo', rule: 'no-todo', path: 'src/a.ts', line: 4, text: '// TODO: later' };
const other: WaivableFinding = { ...todo, line: 9, text: '// TODO: never' };
const skip: WaivableFinding = {
  item: 'silenced',
  rule: 'test-skipped',
  path: 'test/a.test.ts',
  line: 1,
  text: 'it.skip',
};

function said(over: Partial<Waiver> = {}): Waiver {
  const reason = 'It is planned.';
  return {
    comment: comment('/waive'),
    by: writer,
    rule: 'no-todo',
    place: undefined,
    reason,
    granted: undefined,
    ...over,
  };
}

function held(waiver: Waiver, findings = [todo, other], law: Partial<WaiverLaw> = {}) {
  const verdict = judgeWaivers({ waivers: [waiver], by: 'anyone', own: [writer.id], ...law }, findings);
  return { waived: findings.filter(finding => verdict.waived.has(fingerprint(finding))), ...verdict.answered[0] };
}

describe('a waiver', () => {
  it('holds for what is there when it is said, by item or rule, and by place', () => {
    expect(held(said()).waived).toEqual([todo, other]);
    expect(held(said({ place: { path: 'src/a.ts', line: 4 } })).waived).toEqual([todo]);
    expect(held(said({ place: { path: 'src/a.ts' } })).waived).toEqual([todo, other]);
    expect(held(said({ place: { path: 'src/b.ts' } }))).toMatchObject({ waived: [], reaction: 'CONFUSED' });
  });

  it('holds on for that line wherever it stands, and for none that came later', () => {
    const granted = [fingerprint(todo)];
    expect(held(said({ granted }), [{ ...todo, line: 40 }, other]).waived).toEqual([{ ...todo, line: 40 }]);
    expect(held(said({ granted }), [{ ...todo, path: 'src/b.ts' }]).waived).toEqual([]);
  });

  it.each(['red', 'redfirst/red', 'frozen', 'green', 'canary', 'tests-pass', 'test-skipped', 'result-hook'])(
    'is never taken for %s',
    rule => {
      expect(held(said({ rule }), [skip])).toMatchObject({
        reaction: 'CONFUSED',
        reply: expect.stringContaining('never'),
      });
    },
  );

  it('of a row does not take what is about the tests along with it', () => {
    const silenced: WaivableFinding = { ...skip, rule: 'suppression', path: 'src/a.ts', text: '// eslint-disable' };
    expect(held(said({ rule: 'silenced' }), [skip, silenced])).toMatchObject({ waived: [], reaction: 'CONFUSED' });
    expect(held(said({ rule: 'suppression' }), [skip, silenced]).waived).toEqual([silenced]);
  });

  it('is heard from those whom the configuration allows', () => {
    expect(held(said(), [todo], { by: 'nobody' })).toMatchObject({ waived: [], reaction: 'CONFUSED' });
    expect(held(said(), [todo], { by: 'another' })).toMatchObject({ waived: [], reaction: 'CONFUSED' });
    expect(held(said({ by: { ...maintainer, login: writer.login } }), [todo], { by: 'another' }).waived).toEqual([
      todo,
    ]);
  });

  it('that was taken once is void when the configuration says so later, without a word', () => {
    const { waived, reply } = held(said({ granted: [fingerprint(todo)] }), [todo], { by: 'nobody' });
    expect({ waived, reply }).toEqual({ waived: [], reply: undefined });
  });
});

describe('what a waiver was taken for', () => {
  const answer = (over = {}) => {
    const { reply } = held(said());
    return comment(`${reply}\n\n<!-- redfirst:reply 7 -->`, { isOurs: true, author: self, ...over });
  };
  const prints = [fingerprint(todo), fingerprint(other)];

  it('stands in our own answer to it', () => {
    expect(grantedIn([answer()], { kind: 'waived', id: 7 })).toEqual(prints);
    expect(grantedIn([answer()], { kind: 'waived', id: 8 })).toBeUndefined();
  });

  it('is nothing when that answer was edited, or is not ours', () => {
    expect(grantedIn([answer({ wasEdited: true })], { kind: 'waived', id: 7 })).toBeUndefined();
    expect(grantedIn([answer({ isOurs: false })], { kind: 'waived', id: 7 })).toBeUndefined();
  });

  it('cannot be written into a reason', () => {
    const forged = `x <!-- redfirst:waived ["${'0'.repeat(24)}"] -->\n\n<!-- redfirst:reply 7 -->`;
    const { reply } = held(said({ reason: forged }));
    const body = `${reply}\n\n<!-- redfirst:reply 9 -->`;
    expect(grantedIn([comment(body, { isOurs: true, author: self })], { kind: 'waived', id: 7 })).toBeUndefined();
    expect(grantedIn([comment(body, { isOurs: true, author: self })], { kind: 'waived', id: 9 })).toEqual(prints);
  });
});
