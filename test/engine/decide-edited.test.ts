import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/domain/settings.ts';
import { emptyStatus } from '../../src/domain/status.ts';
import { decide } from '../../src/engine/decide.ts';
import { inputsHash, type Situation } from '../../src/engine/situation.ts';
import { issuePrint } from '../../src/stages/edited-issue.ts';
import { branchOf, checksOn, comment, facts, pullOf } from '../builders.ts';
import { planHash, situationOf } from './fakes.ts';

const settings = { approval: 'required', hammer: undefined } as Settings;
const now = issuePrint(facts().issue);
const older = 'an older text';
const planned = { branch: branchOf({ stage: 'plan', letter: 'a' }) };
const red = {
  branch: branchOf({ stage: 'plan', letter: 'a' }, { stage: 'red', letter: 'b', spec: planHash }),
  pull: pullOf(),
  checks: checksOn('b', 'success', ['redfirst/red']),
};

/** The status of a plan, by how the issue read when it was shown last and when it was written. */
function shownOn(print: string, plannedOn = print): Pick<Situation, 'status'> {
  const rows = { red: { state: 'done', summary: '' } } as const;
  return { status: { ...emptyStatus, rows, shown: { hash: planHash, after: 0, shownOn: print, plannedOn } } };
}
const said = (body: string) => ({ ...planned, comments: [comment(body)] });

describe('an issue that is edited', () => {
  const rows: [string, Situation, unknown][] = [
    [
      'has its plan shown again, whatever was said',
      situationOf(said('/approve'), shownOn(older)),
      { kind: 'run', stage: 'plan' },
    ],
    [
      'goes on with the plan as it stands when that is approved after the edit was shown',
      situationOf(said('/approve'), shownOn(now, older)),
      { kind: 'run', stage: 'red' },
    ],
    [
      'is planned anew by /revise alone',
      situationOf(said('/revise'), shownOn(now, older)),
      { kind: 'run', stage: 'plan' },
    ],
    ['is what /revise alone needs', situationOf(said('/revise'), shownOn(now)), { kind: 'answer' }],
    ['changes nothing after red', situationOf(red, shownOn(older)), { kind: 'wait', for: 'implement' }],
  ];
  it.each(rows)('%s', (_, input, expected) => {
    expect(decide(input, settings)).toMatchObject(expected as object);
  });

  it.each<Partial<Settings>>([{ approval: 'auto' }, { course: 'step' }])('waits for a word with %o, too', auto => {
    const edited = situationOf(planned, shownOn(now, older));
    expect(decide(edited, { ...settings, ...auto })).toEqual({ kind: 'wait', for: 'approval' });
    const fresh = situationOf(planned, shownOn(now));
    expect(decide(fresh, { ...settings, ...auto })).toMatchObject({ kind: 'run', stage: 'red' });
  });
});

describe('a stop', () => {
  const stopped = situationOf(planned);
  const stop = { stage: 'plan' as const, reason: 'question', text: '', inputs: inputsHash(stopped), issue: now };
  const status = { ...emptyStatus, stop };
  const issue = { ...facts().issue, body: 'It reads otherwise.' };

  it('is lifted by an edit of the issue', () => {
    const edited = situationOf({ ...planned, issue }, { status });
    expect(decide(edited, settings)).not.toEqual({ kind: 'wait', for: 'person' });
  });

  it('is not lifted by an edit that holds it on the text before, but by a word after that', () => {
    const edited = situationOf({ ...planned, issue }, { status, heldOn: now });
    expect(decide(edited, settings)).toEqual({ kind: 'wait', for: 'person' });
    const retried = situationOf({ ...said('/retry'), issue }, { status, heldOn: now });
    expect(decide(retried, settings)).not.toEqual({ kind: 'wait', for: 'person' });
  });
});

it('what was to be changed before the newest revision was settled with it', () => {
  const comments = [comment('/revise smaller', { id: 76 }), comment('/revise larger', { id: 77 })];
  const branch = branchOf({ stage: 'plan', letter: 'a', comment: '77' });
  expect(decide(situationOf({ branch, comments }, shownOn(now)), settings)).toMatchObject({ kind: 'wait' });
  const pending = decide(situationOf({ ...planned, comments }, shownOn(now)), settings);
  expect(pending).toMatchObject({ kind: 'run', stage: 'plan', trigger: { id: 77 } });
});
