import { expect, it } from 'vitest';
import { compareSteps } from '../../../src/domain/step.ts';
import { grammarOf } from '../../../src/languages/syntax.ts';
import { inspectTodo, todosOfStep } from '../../../src/referee/checklist/todo.ts';

async function left(step: string | undefined, comment: string): Promise<number> {
  const text = `x = 1  # ${comment}\n`;
  const file = { path: 'a.py', text, added: new Set([1]), grammar: grammarOf('a.py'), isTest: false };
  return (await inspectTodo(step)([file])).findings.length;
}

it.each([
  ['2', 'TODO(step 3): greet', 0],
  ['1.9', 'todo: TODO (Step 1.10) greet', 0],
  ['2', 'TODO(step 2): greet', 1],
  ['2', 'TODO(step 1): greet', 1],
  ['2', 'TODO: greet', 1],
  ['2', 'TODO(step 3): greet, TODO: thank', 1],
  [undefined, 'TODO(step 3): greet', 1],
])('in step %s a comment "%s" leaves %i', async (step, comment, expected) => {
  expect(await left(step, comment)).toBe(expected);
});

it('finds what is left for a step in comments, wherever they stand', async () => {
  const text = 'a = "TODO(step 2)"\n# TODO(step 2): greet\n# TODO(step 3): thank\n';
  expect(await todosOfStep('a.py', text, '2')).toEqual([2]);
  expect(await todosOfStep('a.py', text, '2.0')).toEqual([2]);
  expect(await todosOfStep('a.py', text, '1')).toEqual([]);
});

it.each([
  ['1', '2'],
  ['1.9', '1.10'],
  ['1', '1.1'],
  ['2.3', '10'],
])('step %s comes before %s', (left, right) => {
  expect(compareSteps(left, right)).toBeLessThan(0);
  expect(compareSteps(right, left)).toBeGreaterThan(0);
  expect(compareSteps(left, left)).toBe(0);
});
