import { describe, expect, it } from 'vitest';
import { judgeSpec } from '../../../src/referee/spec/gate.ts';
import { renderSpec } from '../../../src/referee/spec/render.ts';
import { context, reply } from './plan.ts';

const paths = new Set([...context.paths, 'tools/hammer.py']);
const judge = (command: string) => {
  const plan = { ...reply, validation: [{ command, purpose: 'Checks.' }] };
  const text = renderSpec(plan, { testCommand: context.testCommand, addDependency: 'uv add' });
  return judgeSpec(text, { ...context, paths }).findings.map(({ message }) => message);
};

describe('a validation command', () => {
  it.each([
    'uv run ruff check',
    'python3 tools/hammer.py --size 500',
    'cd tools && python3 hammer.py',
    'python3 tests/test_favourites.py',
    "bash -c 'echo done'",
    'npm -w web test',
    'node --test && test -s report.xml',
  ])('%s can be run', command => {
    expect(judge(command)).toEqual([]);
  });

  it.each([
    ['npx vitest --watch', 'goes on until somebody stops it'],
    ['vim README.md', 'waits for somebody at a keyboard'],
    ['sudo make install', 'asks for rights that the sandbox does not have'],
    ['pytest && git push', 'changes something outside the repository'],
    ['python3 -m http.server &', 'is left running'],
    ['pytest <your test>', 'still holds a placeholder'],
    ["echo 'half", 'has a quote without its other half'],
  ])('%s is refused', (command, why) => {
    expect(judge(command)).toEqual([`\`${command}\` ${why}.`]);
  });

  it('that runs a file which is not there is refused', () => {
    expect(judge('python3 tools/load.py')).toEqual(['`tools/load.py` is not in the repository.']);
  });
});

it('a plan refers to no file that the configuration keeps out', () => {
  const text = renderSpec(reply, { testCommand: context.testCommand, addDependency: 'uv add' });
  const { findings } = judgeSpec(text, { ...context, limit: path => path === 'README.md' });
  expect(findings.map(({ message }) => message)).toEqual([
    '`app/items.py` is none of the `relevantFiles` of this repository.',
  ]);
});

it('what a plan creates is read from it again', () => {
  const created = { name: 'Item.mark', parameters: ['by', 'at'], path: 'app/items.py', differs: 'It is kept.' };
  const plan = { ...reply, creates: [created, { ...created, name: 'unmark', parameters: [], differs: '' }] };
  const text = renderSpec(plan, { testCommand: context.testCommand, addDependency: 'uv add' });
  const { findings, spec } = judgeSpec(text, context);
  expect(findings).toEqual([]);
  expect(spec.creates).toEqual([
    { name: 'Item.mark', parameters: ['by', 'at'], path: 'app/items.py', reason: 'It is kept.' },
    { name: 'unmark', parameters: [], path: 'app/items.py', reason: '' },
  ]);
});
