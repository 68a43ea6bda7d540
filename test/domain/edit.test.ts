import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ImplementReply } from '../../src/domain/edit.ts';

const edits = { edits: [], summary: [] };
const dispute = { test: 'tests/test_a.py::test_a', criterion: 'AC-1', why: 'It asks for 7.' };

describe('what the implementer answers', () => {
  it('has no dispute when it does not speak of one', () => {
    expect(ImplementReply.parse(edits)).toEqual({ ...edits, dispute: null });
    expect(ImplementReply.parse({ ...edits, dispute })).toEqual({ ...edits, dispute });
  });

  it('names test and criterion and says why, or is no dispute', () => {
    expect(ImplementReply.safeParse({ ...edits, dispute: { ...dispute, why: '' } }).success).toBe(false);
    expect(ImplementReply.safeParse({ ...edits, dispute: 'AC-1' }).success).toBe(false);
  });

  it('is asked for with every member, as servers with a strict format want it', () => {
    expect(z.toJSONSchema(ImplementReply).required).toEqual(['edits', 'summary', 'dispute']);
  });
});
