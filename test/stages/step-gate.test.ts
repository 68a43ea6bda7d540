import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { resolveSettings } from '../../src/config/resolve.ts';
import { parseSpec } from '../../src/referee/spec/parse.ts';
import { renderSpec } from '../../src/referee/spec/render.ts';
import { judgePlan } from '../../src/stages/plan/gate.ts';
import { foreignToStep, leftOfStep } from '../../src/stages/step-gate.ts';
import { treeOf } from '../engine/fakes.ts';
import { sumsFeature } from '../stories/sums.ts';

const parsed = parseConfig('tests: { run: python3 -m pytest, report: junit-pytest, paths: ["tests/**"] }');
if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
const resolved = resolveSettings(parsed.config, { kind: 'unknown', looked: [], why: '' });
if (resolved.kind === 'undetected') throw new Error(resolved.why);
const { settings } = resolved;

const plan = 'docs/Phase1/6.1_implementation_plan.md';
const rendering = { testCommand: 'python3 -m pytest', addDependency: 'pip install' };
const feature = sumsFeature('triple', 3).plan;
const text = renderSpec({ ...feature, notes: [`Step 2 of \`${plan}\`.`, 'And more.'] }, rendering);
const onStep = { plan: parseSpec(text), settings };
const onFeature = { plan: parseSpec(renderSpec(feature, rendering)), settings };
const code = 'sums/double.py';
const tree = treeOf({ 'README.md': '', [code]: '# TODO(step 2): round\n', [plan]: '# Plan\n' });

describe('a step', () => {
  it('is told from the notes of its spec', () => {
    expect(onStep.plan.step).toEqual({ number: '2', plan });
    expect(onFeature.plan.step).toBeUndefined();
  });

  it('leaves the documents alone that it is told by', async () => {
    const paths = [plan, 'docs/5.3_technical_design.md', 'docs/5.3_technical_design_api.md', 'a/Context.toml'];
    const changes = paths.map(path => ({ path, content: 'mine\n' }));
    const findings = await foreignToStep(onStep, { tree, changes });
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual(paths.map(path => ['step-document', path]));
    expect(await foreignToStep(onFeature, { tree, changes })).toEqual([]);
  });

  it('does the work that was left for it', async () => {
    const left = await leftOfStep(onStep, { tree, overlay: [] });
    expect(left).toMatchObject([{ rule: 'step-todo', path: code, line: 1 }]);
    expect(await leftOfStep(onStep, { tree, overlay: [{ path: code, content: 'x = 1\n' }] })).toEqual([]);
    expect(await leftOfStep(onFeature, { tree, overlay: [] })).toEqual([]);
  });

  it('is nothing that a plan of another course may call itself', async () => {
    const judge = async (course: 'feature' | 'step') => {
      const judged = await judgePlan({ text, specPath: 'specs/a.md', tree, settings: { ...settings, course } });
      return judged.findings.map(({ rule }) => rule);
    };
    expect(await judge('feature')).toEqual(['spec-step']);
    expect(await judge('step')).toEqual([]);
  });
});
