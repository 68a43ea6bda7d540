import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import { emptyStatus } from '../../src/domain/status.ts';
import { answerTo } from '../../src/engine/answers.ts';
import { branchOf, comment } from '../builders.ts';
import { planHash, situationOf } from './fakes.ts';

const status = { ...emptyStatus, headline: 'The plan waits', next: 'reply `/approve`.' };
const planned = situationOf({ branch: branchOf({ stage: 'plan', letter: 'a' }) }, { status });
const said = (command: Command) => ({ comment: comment('x'), command });

describe('answers in words', () => {
  it('/help shows every command', () => {
    const { reply, reaction } = answerTo(said({ name: 'help' }), planned);
    for (const name of ['/approve', '/implement', '/cancel']) expect(reply).toContain(name);
    expect(reaction).toBe('THUMBS_UP');
  });

  it('/status says where the run stands, and why it waits', () => {
    expect(answerTo(said({ name: 'status' }), planned).reply).toBe('**The plan waits.** reply `/approve`.');
    const stop = { stage: 'plan', reason: 'x', text: 'The suite is red.', inputs: '' } as const;
    const stopped = answerTo(said({ name: 'status' }), { ...planned, status: { ...status, stop } });
    expect(stopped.reply).toBe('**The plan waits.** The suite is red.');
  });

  it('/status says that the model is waited for, whatever was waited for before', () => {
    const meanwhile = {
      kind: 'waiting' as const,
      since: '2026-03-01T12:00:59.000Z',
      why: 'Nobody is home.',
      next: '2026-03-01T12:01:01.000Z',
    };
    const { reply } = answerTo(said({ name: 'status' }), { ...planned, status: { ...status, meanwhile } });
    expect(reply).toMatch(/^\*\*Redfirst waits for the model\.\*\* Nobody is home\..*2026-03-01 12:02 UTC/s);
  });

  it('/approve for another plan names the one that waits', () => {
    const { reply, reaction } = answerTo(said({ name: 'approve', hash: 'fff0000' }), planned);
    expect(reply).toContain('`fff0000` is not the plan that is shown');
    expect(reply).toContain(planHash.slice(0, 12));
    expect(reaction).toBe('CONFUSED');
    expect(answerTo(said({ name: 'approve', hash: 'fff0000' }), situationOf({})).reply).toContain('no plan to approve');
  });

  it('/revise alone is told that there is nothing new to plan from', () => {
    const { reply, reaction } = answerTo(said({ name: 'revise', feedback: '' }), planned);
    expect(reply).toMatch(/the issue reads as it did.*`\/revise <feedback>`.*`\/revise Keep/);
    expect(reaction).toBe('CONFUSED');
  });

  it('a command that does not fit now is told what does', () => {
    const { reply, reaction } = answerTo(said({ name: 'retry' }), planned);
    expect(reply).toBe('`/retry` cannot be done at this point. reply `/approve`.');
    expect(reaction).toBe('CONFUSED');
  });
});
