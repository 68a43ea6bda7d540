import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../../src/referee/spec/parse.ts';
import { reply, spec, testCommand } from './plan.ts';

describe('parseSpec', () => {
  it('reads what was rendered', () => {
    expect(parseSpec(spec)).toEqual({
      title: reply.name,
      objective: reply.objective,
      relevantFiles: reply.relevantFiles,
      newFiles: reply.newFiles,
      creates: [],
      criteria: [
        { id: 'AC-1', text: 'A marked item has favourite set to true.' },
        { id: 'AC-2', text: 'Marking an unknown item raises KeyError.' },
      ],
      validationCommands: [testCommand, 'uv run ruff check'],
      notes: ['Unmarking is left for later.'],
      codeSpans: expect.arrayContaining(['Item.favourite', 'mark_favourite(item_id)', 'KeyError']),
    });
  });

  it('reads the same from a file with Windows line ends', () => {
    expect(parseSpec(spec.replaceAll('\n', '\r\n'))).toEqual(parseSpec(spec));
  });

  it.each([
    ['- **AC-1**: The text', 'The text'],
    ['- AC-1 The text', 'The text'],
    ['* [ ] **AC-1** – The text', 'The text'],
    ['1. **AC-1:** The text', 'The text'],
    ['- **AC-1** The\n  text', 'The text'],
  ])('reads the criterion %j', (bullet, text) => {
    expect(parseSpec(`## Acceptance Criteria\n\n${bullet}\n`).criteria).toEqual([{ id: 'AC-1', text }]);
  });

  it.each([
    ['- `src/a.ts` - why', { path: 'src/a.ts', reason: 'why' }],
    ['- **`src/a.ts`**: why', { path: 'src/a.ts', reason: 'why' }],
    ['- [`src/a.ts`](../src/a.ts) — why', { path: 'src/a.ts', reason: 'why' }],
    ['- src/a.ts - why', { path: 'src/a.ts', reason: 'why' }],
    ['- src/a.ts: why', { path: 'src/a.ts', reason: 'why' }],
    ['- `src/a.ts`', { path: 'src/a.ts', reason: '' }],
  ])('reads the file %j', (bullet, file) => {
    expect(parseSpec(`## Relevant Files\n\n${bullet}\n`).relevantFiles).toEqual([file]);
  });

  it('reads commands from a fenced block, comments left out', () => {
    const markdown = '## Validation Commands\n\n```sh\n# all tests\nuv run pytest\n\nuv run ruff check\n```\n';
    expect(parseSpec(markdown).validationCommands).toEqual([testCommand, 'uv run ruff check']);
  });

  it('reads head lines that are wrapped or broken', () => {
    const wrapped =
      'MODE: Coding, Concise\\\nROLE: Senior Software Engineer  \nOBJECTIVE: one\ntwo\nRESULTS:\n# Feature: x';
    expect(parseSpec(wrapped)).toMatchObject({ objective: 'one two', title: 'x' });
  });

  it('finds nothing in an empty file', () => {
    expect(parseSpec('')).toEqual({
      title: '',
      objective: '',
      relevantFiles: [],
      newFiles: [],
      creates: [],
      criteria: [],
      validationCommands: [],
      notes: [],
      codeSpans: [],
    });
  });
});
