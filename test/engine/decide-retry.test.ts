import { expect, it } from 'vitest';
import type { Settings } from '../../src/domain/settings.ts';
import { emptyStatus } from '../../src/domain/status.ts';
import { decide } from '../../src/engine/decide.ts';
import { branchOf, checksOn, comment, pullOf } from '../builders.ts';
import { planHash, situationOf } from './fakes.ts';

const settings = { approval: 'required', hammer: undefined } as Settings;
const rows = { red: { state: 'done', summary: '' } } as const;
const status = { ...emptyStatus, rows, shown: { hash: planHash, after: 0 } };
const plan = { stage: 'plan', letter: 'a' } as const;
const red = {
  branch: branchOf(plan, { stage: 'red', letter: 'b', spec: planHash }),
  pull: pullOf(),
  checks: checksOn('b', 'success', ['redfirst/red']),
};

it.each([
  ['a plan waits for approval', { branch: branchOf(plan) }],
  ['tests wait for /implement', red],
])('/retry is answered where nothing has stopped and %s', (_, shown) => {
  const retry = comment('/retry', { id: 7 });
  const decision = decide(situationOf({ ...shown, comments: [retry] }, { status }), settings);
  expect(decision).toMatchObject({ kind: 'answer', spoken: { comment: retry, command: { name: 'retry' } } });
});
