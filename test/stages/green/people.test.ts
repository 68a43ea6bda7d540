import { describe, expect, it } from 'vitest';
import { emptyStatus } from '../../../src/domain/status.ts';
import { peopleOn } from '../../../src/stages/green/people.ts';
import { comment } from '../../builders.ts';

const question = 'Shall zero be refused?';
const stop = {
  stage: 'green',
  reason: 'question',
  text: `Please answer:\n\n${question}`,
  inputs: '',
  asked: 1,
} as const;
const resumed = {
  talk: [comment('Yes, refuse it. <!-- and more -->')],
  status: { ...emptyStatus, stop },
  isRetry: false,
};

describe('people', () => {
  it('who were not asked before are asked, and the work pauses', () => {
    const people = peopleOn({ talk: [], status: emptyStatus, isRetry: false });
    expect(people.unheard()).toBeUndefined();
    expect(people.ask(question)).toEqual({ kind: 'over', product: { questions: [question] } });
  });

  it('who answered are heard where they were asked, as their readers see it', () => {
    const people = peopleOn(resumed);
    expect(people.before).toBe('');
    expect(people.ask(question)).toMatchObject({ kind: 'told', text: expect.stringMatching(/\n\nYes, refuse it\.$/) });
    expect(people.unheard()).toBeUndefined();
  });

  it('are asked what is new, together with what was asked', () => {
    const people = peopleOn(resumed);
    people.ask(question);
    expect(people.ask('And one?')).toEqual({ kind: 'over', product: { questions: [question, 'And one?'] } });
  });

  it('are heard before the end, where the question does not come again', () => {
    const people = peopleOn(resumed);
    expect(people.unheard()).toContain('Yes, refuse it.');
    expect(people.unheard()).toBeUndefined();
  });

  it('are heard from the beginning where the dialogue begins anew', () => {
    const people = peopleOn({ ...resumed, isRetry: true });
    expect(people.before).toBe('Yes, refuse it.');
    expect(people.unheard()).toBeUndefined();
  });
});
