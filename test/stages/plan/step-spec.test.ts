import { describe, expect, it } from 'vitest';
import type { StepSources } from '../../../src/stages/plan/step-sources.ts';
import { designPaths, planReplyOf, servicePaths } from '../../../src/stages/plan/step-spec.ts';

const task = { title: 'Create `Book`', text: '- Create `Book`', line: 9, end: 9, isCompleted: false };
const step = {
  number: '1',
  title: 'Lending',
  phase: '1',
  text: '- Create `Book`',
  line: 7,
  tasks: [task],
  isCompleted: false,
};
const sourcesOf = (planPath: string): StepSources => ({
  contextPath: 'library/Context.toml',
  context: { epic: 'Lending', step: '1', domain: 'library', stage: 'implementation', phase: '1' },
  planPath,
  steps: [step],
  step,
  open: [task],
});
const running = 'docs/common/running-services.md';

describe('what a step says of running services', () => {
  it('lies beside its plan, in the documents of the domain or of the repository', () => {
    const paths = new Set([running, `library/${running}`, 'docs/common/testing-preferences.md']);
    expect(servicePaths(sourcesOf('docs/Phase1/6.1_implementation_plan.md'), paths)).toEqual([running]);
    expect(servicePaths(sourcesOf('library/docs/Phase1/6.1_implementation_plan.md'), paths)).toEqual([
      `library/${running}`,
    ]);
    expect(servicePaths(sourcesOf('docs/Phase1/6.1_implementation_plan.md'), new Set())).toEqual([]);
  });

  it('is a relevant file of the plan, and allows nothing to be created that it names', () => {
    const sources = sourcesOf('docs/Phase1/6.1_implementation_plan.md');
    const paths = new Set([running]);
    const services = new Map([[running, '`Server` listens on port 8137.']]);
    const material = { sources, paths, design: new Map<string, string>(), services, todos: [] };
    const { relevantFiles, solution } = planReplyOf(material, { questions: [], files: [], withoutBehaviour: [] });
    expect(relevantFiles).toContainEqual({ path: running, reason: 'Says how the services are run.' });
    expect(solution).toContain('`Book`');
    expect(solution).not.toContain('`Server`');
    expect(designPaths(sources, paths)).toEqual([]);
  });
});
