import { describe, expect, it } from 'vitest';
import { firstParents, startOf } from '../../src/domain/proposal.ts';
import { proposal } from '../builders.ts';

const line = (...commits: string[]) =>
  proposal(
    commits.map(text => {
      const [oid = '', ...parents] = text.split(' ');
      return { oid, parents, subject: oid };
    }),
  );

describe('where a pull request begins', () => {
  it.each<[string, string[], string | undefined]>([
    ['where it left its base', ['a base', 'b a'], 'base'],
    ['where the base was merged into it last', ['a base', 'm a newer', 'b m', 'n b newest', 'c n'], 'newest'],
    ['not where a side branch of its own was merged', ['a base', 's a', 'm a s', 'b m'], 'base'],
    ['nowhere, when its commits do not hang together', [], undefined],
    ['nowhere, on a first commit', ['a'], undefined],
  ])('%s', (_, commits, start) => {
    expect(startOf(line(...commits))).toBe(start);
  });

  it('has the commits of the branch itself in a line', () => {
    const oids = firstParents(line('a base', 's a', 'm a s', 'b m')).map(({ oid }) => oid);
    expect(oids).toEqual(['a', 'm', 'b']);
  });
});
