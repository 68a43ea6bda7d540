import { expect, it } from 'vitest';
import { approverName } from '../../src/stages/approver.ts';
import { comment, facts } from '../builders.ts';

it('names the account that approved, not the one that put the label on', () => {
  const read = facts({ comments: [comment('/approve', { author: { id: 12, login: 'renamed', kind: 'user' } })] });
  expect(approverName(read, '12')).toBe('renamed (id 12)');
  expect(approverName(read, '11')).toBe('writer (id 11)');
  expect(approverName(read, '99999')).toBe('account 99999');
  expect(approverName(read, undefined)).toBe('account unknown');
});
