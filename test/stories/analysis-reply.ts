import type { Script } from '../../demo/scripted-model/script.ts';
import type { AnalysisReply } from '../../src/domain/analysis-reply.ts';

const none = (because: string) => ({ items: [], because });

/** The analysis of a small feature, in which nothing is asked and nothing stands in the way. `quote` is in the issue. */
export function plainAnalysis(quote: string): AnalysisReply {
  return {
    requirements: [{ quote, tasks: ['Write the function and its tests.'] }],
    kind: 'feature',
    kindReason: 'It adds behaviour.',
    solvable: true,
    solvableReason: 'Its result can be compared.',
    blockers: [],
    decisions: [],
    steps: ['Write the tests.', 'Write the function.'],
    challenges: none('There is one path and no error.'),
    components: [
      { name: 'Caller', state: 'outside' },
      { name: 'Function', state: 'new' },
    ],
    links: [{ from: 'Caller', to: 'Function', carries: 'a number' }],
    entities: none('Only numbers are involved.'),
    endpoints: none('It is called from code.'),
    performance: none('The work is constant.'),
    security: none('Nothing is read from outside.'),
    unitTests: { items: ['A number and nothing.'], because: '' },
    integrationTests: none('The function stands alone.'),
    approach: ['As the code around it does.'],
    architecture: none('There is no such document.'),
    reuse: none('Nothing like it exists.'),
    tradeoffs: none('There is one way to do it.'),
    integration: ['Nothing else changes.'],
    estimate: [{ task: 'All of it', effort: '1 h', needs: 'one person' }],
  };
}

/** As often as a story may ask. */
const often = 20;

/** A script that has nothing to say of the analysis gets a plain one: most stories are about what comes after it. */
export function withAnalysis(script: Script): Script {
  const analysis = Array.from({ length: often }, () => ({ value: plainAnalysis(script.titles[0]) }));
  return { ...script, replies: { analysis, ...script.replies } };
}
