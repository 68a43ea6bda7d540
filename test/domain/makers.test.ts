import { describe, expect, it } from 'vitest';
import { isBarred, makersOf } from '../../src/domain/makers.ts';
import { self, writer } from '../builders.ts';

describe('whoever made a change', () => {
  const commits = [{ author: 14 }, { author: undefined }, { author: writer.id }];

  it('asked for it, proposed it or wrote one of its commits', () => {
    expect(makersOf({ askedBy: writer, proposedBy: self, commits })).toEqual([writer.id, self.id, 14]);
    expect(makersOf({ askedBy: undefined, proposedBy: undefined, commits: [] })).toEqual([]);
  });

  it.each([
    ['anyone', writer.id, false],
    ['another', writer.id, true],
    ['another', 14, true],
    ['another', 15, false],
    ['nobody', writer.id, false],
  ] as const)('has no word on it alone: waivers by %s, said by %i', (by, person, expected) => {
    expect(isBarred(person, { by, own: makersOf({ askedBy: writer, proposedBy: undefined, commits }) })).toBe(expected);
  });
});
