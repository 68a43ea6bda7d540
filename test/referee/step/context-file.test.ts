import { describe, expect, it } from 'vitest';
import { readContext } from '../../../src/referee/step/context-file.ts';

const whole = `current_epic = "Epic 1: Shelf"
current_step = 2
current_domain = "library"
current_dev_stage = "implementation"
`;

describe('a Context.toml', () => {
  it('says epic, step, domain and stage', () => {
    expect(readContext(whole)).toEqual({
      kind: 'ok',
      context: { epic: 'Epic 1: Shelf', step: '2', domain: 'library', stage: 'implementation', phase: '1' },
    });
  });

  it.each([
    ['short keys', 'epic = "E"\nstep = "1.10"\ndomain = "d"\nstage = "dev"\n', { step: '1.10', phase: undefined }],
    ['a table', `[context]\n${whole}`, { step: '2' }],
    ['a step in words', whole.replace('2', '"Step 3"'), { step: '3' }],
    ['a phase of its own', `${whole}current_phase = 4\n`, { phase: '4' }],
    ['a phase in the stage', whole.replace('"implementation"', '"Phase 7, implementation"'), { phase: '7' }],
  ])('may have %s', (_what, toml, expected) => {
    expect(readContext(toml)).toMatchObject({ kind: 'ok', context: expected });
  });

  it.each([
    ['is no TOML', 'current_epic = \n', ['line 1 is no TOML']],
    [
      'is empty',
      '',
      [
        '`current_epic` is missing or is no text in quotes',
        '`current_step` is not a number such as 2, or "1.2" in quotes',
        '`current_domain` is missing or is no text in quotes',
        '`current_dev_stage` is missing or is no text in quotes',
      ],
    ],
    [
      'has a step that a number cannot say',
      whole.replace('= 2', '= 1.10'),
      ['`current_step` is not a number such as 2, or "1.2" in quotes'],
    ],
    ['names no domain', whole.replace('"library"', '" "'), ['`current_domain` is empty']],
  ])('is refused when it %s', (_what, toml, problems) => {
    expect(readContext(toml)).toEqual({ kind: 'invalid', problems });
  });
});
