import { describe, expect, it } from 'vitest';
import { readSample, sampleNames } from '../../../demo/scripted-model/samples.ts';
import { AnalysisReply } from '../../../src/domain/analysis-reply.ts';
import { judgeAnalysis } from '../../../src/stages/plan/analysis-gate.ts';
import { analysisText } from '../../../src/stages/plan/analysis-words.ts';
import { plainAnalysis } from '../../stories/analysis-reply.ts';

const good = plainAnalysis('a number times 3');
const context = {
  said: 'Triple\n\nI want **a number** times `3`, in every list.',
  paths: new Set(['src/sums.py', 'README.md']),
  architecture: undefined,
  insists: false,
};
const judge = (reply: AnalysisReply, over = {}) =>
  judgeAnalysis(reply, { ...context, ...over }).map(({ message }) => message);

describe('an analysis', () => {
  it('of a plain feature passes, marks of Markdown in the issue left aside', () => {
    expect(judge(good)).toEqual([]);
  });

  it.each(sampleNames)('of the sample %s passes', async name => {
    const { issue, script, directory } = await readSample(name);
    const [reply] = script.replies['analysis'] ?? [];
    const value = AnalysisReply.parse(typeof reply === 'object' && 'value' in reply ? reply.value : {});
    const { readdirSync } = await import('node:fs');
    const paths = new Set(readdirSync(directory, { recursive: true }).map(String));
    expect(judge(value, { said: `${issue.title}\n${issue.body}`, paths })).toEqual([]);
  });

  it.each<[string, AnalysisReply, string]>([
    [
      'a quote that is not in the issue',
      { ...good, requirements: [{ quote: 'a number times 4', tasks: ['x'] }] },
      '"a number times 4" is not in the issue.',
    ],
    ['a quote without a word', { ...good, requirements: [{ quote: '…', tasks: ['x'] }] }, '"…" is not in the issue.'],
    [
      'a part of a word for a quote',
      { ...good, requirements: [{ quote: 'a number time', tasks: ['x'] }] },
      '"a number time" is not in the issue.',
    ],
    [
      'a file that is not there',
      { ...good, reuse: { items: [{ path: 'src/sum.py', use: 'x' }], because: '' } },
      '`src/sum.py` is not in the repository.',
    ],
    ['a part that is empty', { ...good, steps: [] }, 'The part `steps` is empty.'],
    [
      'a part with nothing in it and no reason',
      { ...good, security: { items: [], because: ' ' } },
      'The part `security` is empty.',
    ],
    [
      'an arrow to nowhere',
      { ...good, links: [{ from: 'Caller', to: 'Moon', carries: '' }] },
      'An arrow leads to "Moon", which is no component.',
    ],
    [
      'a component that stands twice',
      { ...good, components: [...good.components, { name: 'Caller', state: 'new' }] },
      'The component "Caller" stands twice.',
    ],
  ])('with %s is refused', (_what, reply, message) => {
    expect(judge(reply)).toEqual([message]);
  });

  it('that is longer than a comment has room for is refused', () => {
    const messages = judge({ ...good, approach: ['x'.repeat(30_000)] });
    expect(messages).toEqual([expect.stringMatching(/^The analysis takes 3\d+ characters, of 20000 that it may\.$/)]);
  });

  it('quotes ARCHITECTURE.md where there is one, to the letter', () => {
    const architecture = '# Architecture\n\nSums are *pure*: no module reads a file.';
    const quoting = (quote: string) => ({ ...good, architecture: { items: [{ quote, keeps: 'x' }], because: '' } });
    expect(judge(quoting('Sums are pure'), { architecture })).toEqual([]);
    expect(judge(quoting('Sums are slow'), { architecture })).toEqual(['"Sums are slow" is not in ARCHITECTURE.md.']);
    expect(judge(good, { architecture })).toEqual(['ARCHITECTURE.md was not looked at.']);
  });

  it('that asks or declines may leave the rest empty', () => {
    const empty = { ...good, requirements: [], steps: [], components: [], links: [] };
    expect(judge({ ...empty, blockers: ['Which?'] })).toEqual([]);
    expect(judge({ ...empty, kind: 'docs' })).toEqual([]);
    expect(judge({ ...empty, solvable: false })).toEqual([]);
  });

  it('cannot decline what a person insists on', () => {
    const message = 'A person decided that this is built test first.';
    expect(judge({ ...good, kind: 'docs' }, { insists: true })).toEqual([message]);
    expect(judge({ ...good, solvable: false }, { insists: true })).toEqual([message]);
  });
});

describe('its text', () => {
  it('has all fifteen parts', () => {
    expect(analysisText(good)).toMatchSnapshot();
  });

  it('keeps what the model wrote in its place', () => {
    const nasty = 'x\n# Title\n```\n</details> <!-- y --> "];\nclick c1 "https://evil.example"\n%%{init}%%';
    const text = analysisText({
      ...good,
      steps: [nasty],
      components: [{ name: nasty, state: 'new' }],
      links: [{ from: nasty, to: nasty, carries: nasty }],
      endpoints: {
        items: [{ method: nasty, route: nasty, description: nasty, request: nasty, response: nasty }],
        because: '',
      },
    });
    expect(text).toMatchSnapshot();
  });
});
