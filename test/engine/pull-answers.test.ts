import { describe, expect, it } from 'vitest';
import { RepositoryConfig } from '../../src/config/repository.ts';
import type { Hearing } from '../../src/engine/hearing.ts';
import { mayAmend, unheard } from '../../src/engine/pull-answers.ts';
import { settingsOf } from '../../src/engine/settings-of.ts';
import type { AmendmentWord } from '../../src/judge/amended.ts';
import { comment, writer } from '../builders.ts';
import { project, treeOf } from './fakes.ts';

const word: AmendmentWord = {
  target: 'tests/test_shelf.py',
  reason: 'It was wrong.',
  by: 'writer',
  comment: comment('/amend tests/test_shelf.py It was wrong.'),
  version: { kind: 'now' },
};
const hearing: Hearing = { thread: { comments: [], subjectId: 'PR_8' }, own: [], waivers: [], amendments: [word] };

async function settings(by: 'anyone' | 'another' | 'nobody') {
  const resolved = await settingsOf(RepositoryConfig.parse({ waivers: { by } }), treeOf(project));
  if (resolved.kind !== 'ok') throw new Error(resolved.missing);
  return resolved.settings;
}

describe('who may amend a test on a pull request of people', () => {
  it.each([
    ['anyone', [], 1],
    ['anyone', [writer.id], 1],
    ['another', [], 1],
    ['another', [writer.id], 0],
    ['nobody', [], 1],
  ] as const)('with waivers by %s, where %j wrote the change', async (by, own, count) => {
    expect(mayAmend({ ...hearing, own: [...own] }, await settings(by))).toHaveLength(count);
  });

  it('is told where there is no verdict that it could be about', () => {
    expect(unheard(hearing, 'No red commit')).toMatchObject([
      { comment: word.comment, reaction: 'CONFUSED', reply: expect.stringContaining('No red commit') },
    ]);
    const told = { ...word, version: { kind: 'told', print: 'a' } } as const;
    expect(unheard({ ...hearing, amendments: [told] }, 'No red commit')).toEqual([]);
  });
});
