import { describe, expect, it } from 'vitest';
import type { Permission } from '../../src/domain/actor.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { refuseStrangers } from '../../src/engine/authority.ts';
import type { World } from '../../src/engine/world.ts';
import type { Announcement } from '../../src/ports/github.ts';
import type { Turn } from '../../src/ports/queue.ts';
import { comment, facts } from '../builders.ts';

async function heard(given: Facts, permission: Permission) {
  const announcements: Announcement[] = [];
  const asked: string[] = [];
  const reader = {
    permissionOf: async (_: unknown, { login }: { login: string }) => {
      asked.push(login);
      return permission;
    },
  };
  const writer = { announce: async (announcement: Announcement) => void announcements.push(announcement) };
  const world = { reader, writer } as unknown as World;
  const turn = { fence: async () => {} } as Turn;
  return { after: await refuseStrangers(world, turn, given), announcements, asked };
}

describe('who is listened to', () => {
  it('turns a command of somebody without write access down with one reaction and no word', async () => {
    const said = comment('/implement');
    const { after, announcements } = await heard(facts({ comments: [said] }), 'read');
    expect(announcements).toMatchObject([
      { reactions: [{ subjectId: said.nodeId, content: 'THUMBS_DOWN' }], replies: [] },
    ]);
    expect(after.comments[0]?.reactions).toEqual(['THUMBS_DOWN']);
  });

  it('answers a command that it does not know, once', async () => {
    const { after, announcements } = await heard(facts({ comments: [comment('/redfirst aprove')] }), 'write');
    expect(announcements[0]?.replies).toHaveLength(1);
    expect((await heard(after, 'write')).announcements).toEqual([]);
  });

  it('does not say again what it said before it could react', async () => {
    const said = comment('/redfirst aprove');
    const first = await heard(facts({ comments: [said] }), 'write');
    const reply = comment(first.announcements[0]?.replies?.[0]?.body ?? '', { isOurs: true });
    const { announcements } = await heard(facts({ comments: [said, reply] }), 'write');
    expect(announcements).toMatchObject([{ reactions: [{ content: 'CONFUSED' }], replies: [] }]);
    const forged = await heard(facts({ comments: [said, { ...reply, isOurs: false }] }), 'write');
    expect(forged.announcements[0]?.replies).toHaveLength(1);
  });

  const nothing: [string, Facts][] = [
    [
      'an issue that has nothing to do with us',
      facts({ issue: { ...facts().issue, labels: [] }, comments: [comment('/retry')] }),
    ],
    [
      'what was said before the label was put on',
      facts({ comments: [comment('/implement', { createdAt: '2025-12-31T00:00:00Z' })] }),
    ],
    ['ordinary talk', facts({ comments: [comment('I would implement this differently.')] })],
    ['an edited comment', facts({ comments: [comment('/implement', { wasEdited: true })] })],
    ['another bot', facts({ comments: [comment('/implement', { author: { id: 5, login: 'x[bot]', kind: 'bot' } })] })],
  ];
  it.each(nothing)('has nothing to say to %s', async (_, given) => {
    const { after, announcements, asked } = await heard(given, 'none');
    expect(after).toBe(given);
    expect(announcements).toEqual([]);
    expect(asked).toEqual([]);
  });
});
