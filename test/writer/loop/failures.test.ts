import { describe, expect, it } from 'vitest';
import { failureMemory, plainLog } from '../../../src/writer/loop/failures.ts';

describe('a plain log', () => {
  it.each([
    ['1 failed in 0.03s', '1 failed in <time>'],
    ['Checked 5 files in 20ms.', 'Checked 5 files in <time>.'],
    ['at 2026-01-02T03:04:05.678Z', 'at <time>'],
    ['<Book object at 0x7f31c0a2>', '<Book object at <address>>'],
    ["No such file: '/tmp/pytest-of-me/pytest-0/x'", "No such file: '<temporary path>'"],
    ['connect 127.0.0.1:43211', 'connect 127.0.0.1:<port>'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['id 3f2b8c1e-0d4a-4b6f-9e57-1c2d3e4f5a6b', 'id <id>'],
  ])('of %j is %j', (log, plain) => expect(plainLog(log)).toBe(plain));

  it('keeps what a failure is about', () => {
    const log = 'assert 3 == 4 in tests/test_a.py:12 (5 items, 2 books)';
    expect(plainLog(log)).toBe(log);
  });
});

describe('a memory of failures', () => {
  const failing = { log: 'assert 1 == 2 in 0.1s', paths: ['b.py', 'a.py'], work: '1' };

  it('knows a failure by what it says, whatever it took and in whatever order files were changed', () => {
    const seen = failureMemory();
    expect(seen(failing)).toBe('new');
    expect(seen({ log: 'assert 1 == 2 in 9s', paths: ['a.py', 'b.py'], work: '2' })).toBe('again');
    expect(seen({ ...failing, work: '3' })).toBe('stuck');
  });

  it('counts another file among the changed ones as another approach', () => {
    const seen = failureMemory();
    seen(failing);
    expect(seen({ ...failing, work: '2', paths: ['a.py', 'b.py', 'c.py'] })).toBe('new');
  });

  it('does not count the same work twice, unless it is handed in', () => {
    const seen = failureMemory();
    expect([seen(failing), seen(failing), seen({ ...failing, isFinal: true })]).toEqual(['new', 'unchanged', 'again']);
  });
});
