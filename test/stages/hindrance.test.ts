import { describe, expect, it } from 'vitest';
import type { SandboxResult } from '../../src/ports/sandbox.ts';
import { hindranceOf } from '../../src/stages/hindrance.ts';
import type { CommandRun } from '../../src/stages/suite.ts';

const ran = (over: Partial<SandboxResult>): CommandRun => ({
  kind: 'ran',
  services: [],
  result: { ending: 'exited', exitCode: 0, output: '', seconds: 1, artifacts: {}, ...over },
});

describe('a command that could not be run', () => {
  it.each<[string, CommandRun, string]>([
    ['ruff check', ran({ exitCode: 127, output: 'bash: ruff: command not found' }), '`ruff` is not installed here'],
    [
      'cd api && tsc',
      ran({ exitCode: 127, output: 'bash: line 1: tsc: command not found' }),
      '`tsc` is not installed here',
    ],
    ['./check', ran({ exitCode: 126 }), 'it may not be executed'],
    [
      'python3 -m mypy src',
      ran({ exitCode: 1, output: '/usr/bin/python3: No module named mypy\n' }),
      '`mypy` is not installed here',
    ],
    ['make', ran({ ending: 'timed-out', exitCode: null }), 'it did not end within its time'],
    ['make', ran({ ending: 'out-of-memory', exitCode: 137 }), 'it ran out of memory'],
    [
      'make',
      { ...ran({}), kind: 'not-set-up', reason: 'could-not-start', why: 'The setup command failed: x', command: 'x' },
      'The setup command failed: x',
    ],
  ])('%s: is named with the reason', (command, run, why) => {
    expect(hindranceOf(command, run)).toBe(why);
  });

  it.each([
    ['ruff check', ran({ exitCode: 1, output: 'E501' })],
    ['pytest', ran({ exitCode: 1, output: 'ModuleNotFoundError: No module named requests' })],
    ['make', ran({})],
  ])('%s: ran, whatever it said', (command, run) => {
    expect(hindranceOf(command, run)).toBeUndefined();
  });
});
