import { describe, expect, it } from 'vitest';
import { emptyStatus } from '../../../src/domain/status.ts';
import { peopleOn } from '../../../src/stages/green/people.ts';
import { comment } from '../../builders.ts';

const question = 'Shall zero be refused?';
const said = (id: number, body: string) => comment(body, { id });
const paused = (...after: number[]) => ({ ...emptyStatus, asked: { stage: 'green' as const, after } });
const resumed = { talk: [said(2, 'Yes, refuse it. <!-- and more -->')], status: paused(1) };
const told = (words: string) => ({ kind: 'told', text: `People answered. What they say settles it:\n\n${words}` });

describe('people', () => {
  it('who were not asked before are asked, and the work pauses', () => {
    const people = peopleOn({ talk: [], status: emptyStatus });
    expect(people.unheard()).toBeUndefined();
    expect(people.ask(question)).toEqual({ kind: 'over', product: { questions: [question] } });
  });

  it('who answered are heard where they were asked, as their readers see it', () => {
    const people = peopleOn(resumed);
    expect(people.before).toBe('');
    expect(people.heard()).toEqual([]);
    expect(people.ask(question)).toMatchObject(told('Yes, refuse it.'));
    expect(people.heard()).toEqual(resumed.talk);
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
    const people = peopleOn({ ...resumed, status: { ...paused(1), anew: { implement: 3 } } });
    expect(people.before).toBe('Yes, refuse it.');
    expect(people.heard()).toEqual(resumed.talk);
    expect(people.unheard()).toBeUndefined();
  });

  it('are heard at each question with what they said to that one', () => {
    const talk = [said(2, 'Yes.'), said(4, 'One'), said(5, 'is fine.')];
    const people = peopleOn({ talk, status: paused(1, 3) });
    expect(people.ask(question)).toMatchObject(told('Yes.'));
    expect(people.ask('And one?')).toMatchObject(told('One\n\nis fine.'));
    expect(people.ask(question)).toMatchObject(told('Yes.'));
    expect(people.ask('And two?')).toMatchObject({ kind: 'over' });
  });

  it('who let a question stand answer it where it is asked again', () => {
    const people = peopleOn({ talk: [said(4, 'Yes.')], status: paused(1, 3) });
    expect(people.ask(question)).toMatchObject(told('Yes.'));
  });
});
