import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/domain/outcome.ts';
import { emptyStatus } from '../../src/domain/status.ts';
import type { Announcement, CommitWrite, GitHubWriter } from '../../src/ports/github.ts';
import { publish } from '../../src/publish/publish.ts';
import { comment, facts, oidOf } from '../builders.ts';

function recorder() {
  const writes: { commits: CommitWrite[]; pulls: number; announcements: Announcement[]; fences: number } = {
    commits: [],
    pulls: 0,
    announcements: [],
    fences: 0,
  };
  const writer: GitHubWriter = {
    commit: async write => {
      writes.commits.push(write);
      return oidOf('c');
    },
    openPull: async () => {
      writes.pulls += 1;
      return { number: 6, nodeId: 'PR_6', url: '' };
    },
    announce: async announcement => {
      writes.announcements.push(announcement);
      return announcement.status && { id: 900, nodeId: 'IC_900' };
    },
  };
  const fence = async () => {
    writes.fences += 1;
  };
  return { writes, publisher: { writer, fence } };
}

const outcome: Outcome = {
  stage: 'red',
  row: { state: 'done', summary: '2 tests red' },
  headline: 'Red',
  next: 'reply `/implement`.',
  commit: { headline: 'test(x): add tests', body: '', changes: [{ path: 'tests/a.py', content: 'x' }], spec: 'abc' },
  checks: [
    {
      name: 'redfirst/red',
      title: 't',
      rows: [{ item: 'a', result: 'pass', evidence: 'e' }],
      findings: [],
      runs: [],
      facts: {},
    },
  ],
  pull: {
    title: 'feat: x',
    isReady: false,
    description: 'd',
    tested: 't',
    notes: 'n',
    sections: [],
    supported: [],
    passed: [],
  },
};
const publication = {
  outcome,
  status: { ...emptyStatus, headline: 'Red' },
  template: undefined,
  label: 'tdd-feature',
  answered: [],
};

describe('publish', () => {
  it('commits, opens the pull request, then says the rest in one go, each behind the fence', async () => {
    const { writes, publisher } = recorder();
    await publish(publisher, { ...publication, facts: facts() });
    expect(writes.commits).toHaveLength(1);
    expect(writes.commits[0]).toMatchObject({
      branch: 'tdd/5-mark-a-book-as-favourite',
      createFrom: oidOf('0'),
      expectedHead: oidOf('0'),
    });
    expect(writes.commits[0]?.body).toContain('Redfirst-Stage: red');
    expect(writes.pulls).toBe(1);
    expect(writes.announcements).toHaveLength(1);
    expect(writes.announcements[0]?.checks?.headOid).toBe(oidOf('c'));
    expect(writes.fences).toBe(3);
  });

  it('changes nothing the second time', async () => {
    const first = recorder();
    const after = await publish(first.publisher, { ...publication, facts: facts() });
    const second = recorder();
    const { commit: _, ...shown } = outcome;
    await publish(second.publisher, { ...publication, outcome: shown, facts: after });
    expect(second.writes).toEqual({ commits: [], pulls: 0, announcements: [], fences: 0 });
  });

  it('reacts to a command once, and takes the label off when the run is over', async () => {
    const { writes, publisher } = recorder();
    const said = comment('/cancel');
    const over = { ...outcome, isFinal: true };
    const answered = [{ comment: said, reaction: 'THUMBS_UP' as const }];
    const after = await publish(publisher, {
      ...publication,
      outcome: over,
      answered,
      facts: facts({ comments: [said] }),
    });
    expect(writes.announcements[0]).toMatchObject({ removeLabel: { issueId: 'I_5', labelId: 'L_1' } });
    expect(writes.announcements[0]?.reactions).toContainEqual({ subjectId: said.nodeId, content: 'THUMBS_UP' });
    expect(after.issue.labels).toEqual([]);
    expect(after.comments.find(({ id }) => id === said.id)?.reactions).toEqual(['THUMBS_UP']);
  });

  it('writes nothing when the fence says that another worker holds the feature', async () => {
    const { writes, publisher } = recorder();
    const lost = { ...publisher, fence: () => Promise.reject(new Error('lost')) };
    await expect(publish(lost, { ...publication, facts: facts() })).rejects.toThrow('lost');
    expect(writes.commits).toEqual([]);
  });
});
