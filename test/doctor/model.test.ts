import { describe, expect, it } from 'vitest';
import { scriptedModel } from '../../demo/scripted-model/model.ts';
import { scripted } from '../../demo/scripted-model/script.ts';
import type { Line } from '../../src/doctor/line.ts';
import { trialLines } from '../../src/doctor/model.ts';

const sum = { sum: 5 };
const adding = { calls: [{ tool: 'add', arguments: { left: 2, right: 3 } }] };

async function trial(answer: unknown, step: unknown): Promise<Line[]> {
  const model = scriptedModel(scripted({ 'doctor-answer': [answer], 'doctor-tools': [step] }));
  const lines: Line[] = [];
  for await (const line of trialLines(model)) lines.push(line);
  expect(model.calls).toHaveLength(2);
  return lines;
}

describe('trying a model out', () => {
  it('finds that it does what the stages need', async () => {
    const lines = await trial(sum, adding);
    expect(lines.map(({ name, result }) => [name, result])).toEqual([
      ['structured output', 'right'],
      ['tools', 'right'],
    ]);
  });

  it.each([
    ['words', 'junk', /does not fit its schema: The answer is not JSON\./, /json_schema/],
    ['another form', { total: 5 }, /does not fit its schema: .*sum/s, /json_schema/],
    ['a refusal', 'refusal', /refused: I cannot help/, /json_schema/],
    ['half an answer', 'truncated', /cut off/, /REDFIRST_MODEL_MAX_OUTPUT_TOKENS/],
    ['a rejected request', { status: 400 }, /scripted status 400/, undefined],
  ])('says that structured output is missing: %s', async (_what, answer, found, remedy) => {
    const [line, tools] = await trial(answer, adding);
    expect(line).toMatchObject({ name: 'structured output', result: 'wrong', found: expect.stringMatching(found) });
    if (remedy) expect(line?.remedy).toMatch(remedy);
    expect(tools).toMatchObject({ name: 'tools', result: 'right' });
  });

  it.each([
    ['words', { text: 'The sum is 5.' }, /in words/],
    ['another tool', { calls: [{ tool: 'plus', arguments: {} }] }, /called plus, which was not offered/],
    ['other arguments', { calls: [{ tool: 'add', arguments: { a: 2 } }] }, /do not fit their schema: \{"a":2\}/],
    ['arguments that are no JSON', { calls: [{ tool: 'add', arguments: '2, 3' }] }, /do not fit their schema: 2, 3/],
    ['half an answer', 'truncated', /cut off/],
    ['a rejected request', { status: 400 }, /scripted status 400/],
  ])('says that tools are missing: %s', async (_what, step, found) => {
    const [answer, line] = await trial(sum, step);
    expect(answer).toMatchObject({ name: 'structured output', result: 'right' });
    expect(line).toMatchObject({ name: 'tools', result: 'wrong', found: expect.stringMatching(found) });
  });
});
