import { describe, expect, it } from 'vitest';
import { openTranscript } from '../../../src/writer/loop/transcript.ts';

const count = (text: string) => text.length;
const long = 'x'.repeat(400);

/** A dialogue of a task and turns that each read a long text. */
function dialogueOf(turns: number, budget: number) {
  const transcript = openTranscript('The plan and the tests.', { budget, count });
  for (let turn = 1; turn <= turns; turn += 1) {
    const call = { id: `c${turn}`, tool: 'write', arguments: JSON.stringify({ path: 'a.py', text: `${turn}${long}` }) };
    transcript.hear({ by: 'model', text: '', calls: [call] });
    transcript.tell(`c${turn}`, { text: `${turn} ${long}`, note: `turn ${turn} was done` });
  }
  return transcript;
}

const written = (transcript: ReturnType<typeof dialogueOf>) => JSON.stringify(transcript.said());

describe('a transcript', () => {
  it('within its budget stays as it is, so that its beginning is known again', () => {
    const transcript = dialogueOf(5, 10_000);
    const before = transcript.said();
    transcript.fit();
    expect(transcript.said()).toEqual(before);
    transcript.say('Go on.');
    expect(transcript.said().slice(0, before.length)).toEqual(before);
  });

  it('beyond it leaves out the oldest results first, a line each, and never the task or the newest turns', () => {
    const transcript = dialogueOf(10, 8000);
    transcript.fit();
    const said = transcript.said();
    expect(said).toHaveLength(21);
    expect(said[0]).toEqual({ by: 'user', text: 'The plan and the tests.' });
    expect(said[2]).toEqual({ by: 'tool', id: 'c1', text: '(left out by now: turn 1 was done)' });
    for (const turn of [8, 9, 10]) expect(said[2 * turn]?.text).toBe(`${turn} ${long}`);
    expect(written(transcript).length).toBeLessThan(8000);
  });

  it('keeps the form of the calls whose long arguments it leaves out', () => {
    const transcript = dialogueOf(10, 8000);
    transcript.fit();
    const [, turn] = transcript.said();
    const given = turn?.by === 'model' ? JSON.parse(turn.calls[0]?.arguments ?? '') : undefined;
    expect(given).toEqual({ path: 'a.py', text: '(left out by now: 401 characters)' });
  });

  it('is cleared by so much that it need not be cleared again at the next turn', () => {
    const transcript = dialogueOf(10, 8000);
    transcript.fit();
    const before = written(transcript);
    transcript.fit();
    expect(written(transcript)).toBe(before);
    expect(before.length).toBeLessThan(0.8 * 8000);
  });

  it('does not hang on what cannot be made shorter', () => {
    const transcript = openTranscript(long.repeat(100), { budget: 100, count });
    transcript.fit();
    expect(transcript.said()).toHaveLength(1);
  });
});
