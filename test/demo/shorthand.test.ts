import { describe, expect, it } from 'vitest';
import { utteranceOf } from '../../demo/scripted-model/utterance.ts';

const answer = {
  edits: [
    { kind: 'replace', path: 'a.py', find: '1', replace: '2' },
    { kind: 'write', path: 'b.py', content: '' },
    { kind: 'replace', path: 'a.py', find: '3', replace: '4' },
  ],
  summary: ['Count'],
};
const dispute = { test: 't.py::test', criterion: 'AC-1', why: 'No code can do both.' };

const calls = (value: unknown, hasTools = true) =>
  utteranceOf({ value }, hasTools)?.calls.map(call => [call.tool, JSON.parse(call.arguments)]);

describe('an answer with edits, where there are actions', () => {
  it('is reading, one edit a file, and handing in', () => {
    expect(calls(answer)).toEqual([
      ['read_file', { path: 'a.py' }],
      ['read_file', { path: 'b.py' }],
      [
        'edit_file',
        {
          path: 'a.py',
          edits: [
            { kind: 'replace', find: '1', replace: '2' },
            { kind: 'replace', find: '3', replace: '4' },
          ],
        },
      ],
      ['edit_file', { path: 'b.py', edits: [{ kind: 'write', content: '' }] }],
      ['finish_work', { summary: ['Count'], unexpected: null }],
    ]);
  });

  it('with a dispute is that dispute', () => {
    expect(calls({ edits: [], summary: [], dispute })).toEqual([['dispute_test', dispute]]);
  });

  it('stays what it is where there are none', () => {
    expect(calls(answer, false)).toEqual([]);
    expect(utteranceOf({ value: answer }, false)?.text).toBe(JSON.stringify(answer));
  });
});
