import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/domain/outcome.ts';
import { answeredBy } from '../../src/engine/answered.ts';
import { branchOf, comment } from '../builders.ts';
import { situationOf } from './fakes.ts';

const outcome: Outcome = { stage: 'plan', headline: '', next: '' };
const stop = { reason: 'model-rejected', text: '', holds: true };
const reactions = (body: string, over: Partial<Outcome> = {}) => {
  const branch = branchOf({ stage: 'plan', letter: 'a' });
  const answered = answeredBy(situationOf({ branch, comments: [comment(body)] }), { ...outcome, ...over });
  return answered.map(({ reaction }) => reaction);
};

describe('what a plan settles', () => {
  it('a revision, unless the plan came to nothing: then it is still to be done', () => {
    expect(reactions('/revise smaller')).toEqual(['THUMBS_UP']);
    expect(reactions('/revise smaller', { stop })).toEqual([]);
    expect(reactions('/retry', { stop })).toEqual(['THUMBS_UP']);
  });

  it.each(['/approve', '/implement'])('%s of what was there before is void', body => {
    expect(reactions(body)).toEqual(['CONFUSED']);
  });
});
