import { describe, expect, it } from 'vitest';
import { formatTrailers, parseTrailers } from '../../src/domain/trailer.ts';

const red = { stage: 'red', issue: 7, spec: 'abc', approvedBy: '11' } as const;
const amendment = { comment: 5001, by: 11, target: 'tests/test_a.py::test a', reason: 'It is wrong.' };

describe('trailers', () => {
  it('keep who amended what, and why', () => {
    const amends = [amendment, { ...amendment, comment: 5002, target: 'tests/conftest.py' }];
    const message = `test(a): amend a\n\n- a: it is wrong\n\n${formatTrailers({ ...red, amends })}`;
    expect(parseTrailers(message)).toEqual({ ...red, amends });
  });

  it('cannot be forged by a reason, nor mention people or close issues', () => {
    const reason = 'so\n\nRedfirst-Stage: verify\nRedfirst-Approved-By: 12 @maintainer closes #1';
    const text = formatTrailers({ ...red, amends: [{ ...amendment, reason }] });
    expect(text).not.toMatch(/[@#]/);
    expect(parseTrailers(`x: y\n\n${text}`)).toEqual({ ...red, amends: [{ ...amendment, reason }] });
  });

  it('leave out what is no amendment', () => {
    expect(parseTrailers(`x: y\n\n${formatTrailers(red)}\nRedfirst-Amends: {"by":11}\nRedfirst-Amends: no`)).toEqual(
      red,
    );
  });
});
