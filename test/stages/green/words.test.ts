import { describe, expect, it } from 'vitest';
import { brandRedProof } from '../../../src/domain/red.ts';
import { noSpend } from '../../../src/domain/stage.ts';
import type { TestReport } from '../../../src/domain/test-report.ts';
import { parseSpec } from '../../../src/referee/spec/parse.ts';
import type { StageContext } from '../../../src/stages/context.ts';
import { givenUp, greenOutcome, questionsAsked } from '../../../src/stages/green/words.ts';
import { facts } from '../../builders.ts';
import { settingsFor } from '../settings.ts';

const context = { facts: facts(), settings: settingsFor() } as unknown as StageContext;
const evidence = { command: 'pytest', exitCode: 0, seconds: 1, output: '' };
const report: TestReport = { kind: 'ran', results: [], collectionErrors: [], evidence };
const draft = {
  changes: [{ path: 'src/shelf.py', content: '' }],
  summary: ['- Mark a book'],
  report,
  proof: brandRedProof({ tests: [], traces: [], redAtBase: [], waiting: [], mustPass: [] }),
  spec: parseSpec('# Chore: Favourites\n'),
  cost: {},
};

describe('the words of green', () => {
  it('tell what was not as expected, on one line', () => {
    const { row } = greenOutcome(context, { ...draft, unexpected: 'The shelf\nwas sorted.' });
    expect(row?.unexpected).toEqual(['The shelf was sorted.']);
    expect(greenOutcome(context, { ...draft, unexpected: null }).row).not.toHaveProperty('unexpected');
  });

  it('put a new question first, and keep in mind what was asked before it', () => {
    const text = questionsAsked(['Shall zero be refused?', 'And one?'], {}).stop?.text;
    expect(text).toBe(
      'Before the code can be finished, please answer in a comment:\n\nAnd one?\n\nAnswered before:\n\n- Shall zero be refused?',
    );
  });

  it.each([
    ['stuck', 'model-rejected', 'The model came back to the same failure'],
    ['steps', 'model-rejected', 'did not come to an end'],
    ['tokens', 'model-rejected', 'within the tokens'],
    ['refused', 'model-refused', 'The model refused'],
    ['rejected', 'model-rejected', 'in 1 attempts'],
  ] as const)('for a work that ended by %s say what to do', (reason, word, said) => {
    const history = [[{ rule: 'x', message: 'It is red.' }]];
    const { stop } = givenUp({ kind: 'given-up', name: 'implement', reason, history, spend: noSpend }, {});
    expect(stop?.call).toBe(reason === 'refused' ? undefined : 'implement');
    expect(stop).toMatchObject({ reason: word, holds: true, text: expect.stringContaining(said) });
    expect(stop?.text).toMatch(/`\/retry`/);
  });
});
