import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/domain/outcome.ts';
import { draftCheck } from '../../src/publish/checks.ts';

const oid = 'a'.repeat(40);
const check: Check = {
  name: 'redfirst/green',
  title: 'Not green',
  rows: [
    { item: 'red before', result: 'pass', evidence: 'proven' },
    { item: 'tests', result: 'fail', evidence: '1 failed' },
  ],
  findings: [
    { rule: 'red', path: 'a.py', line: 3, message: 'It is red.', remedy: 'Change the code.' },
    { rule: 'red', path: 'b.py', message: '`b.py` is red.', remedy: 'Change the code.' },
  ],
  runs: [{ purpose: 'the suite', command: 'pytest', exitCode: 1, seconds: 2, output: 'FAILED' }],
  facts: { head: oid, 'red commit': 'b'.repeat(40), 'frozen files': 'c'.repeat(64), sandbox: 'bubblewrap' },
  ids: { case: '0123456789abcdef', pull: '8' },
};

describe('a check run', () => {
  it('says what is wrong and where, then what to do once, then the rows, what failed first', () => {
    const { summary, conclusion } = draftCheck(check);
    expect(conclusion).toBe('failure');
    const order = [
      '- `a.py:3` It is red.',
      '- `b.py` is red.',
      '**What to do:** Change the code.',
      '| tests |',
      '| red before |',
      '<summary>the suite: <code>pytest</code>: exit code 1, 2.0 s',
      'What this rests on',
      `- head: \`${oid}\``,
    ];
    const places = order.map(words => summary.indexOf(words));
    expect(places.every(place => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(summary.split('**What to do:**')).toHaveLength(2);
  });

  it('shows below a run what the logs of the services said', () => {
    const services = [
      { name: 'api', errors: ['Error: </details>'] },
      { name: 'mail', errors: [] },
    ];
    const { summary } = draftCheck({ ...check, runs: check.runs.map(run => ({ ...run, services })) });
    expect(summary).toContain('Service `api`: up, its log speaks of errors:\n\n```\nError: </details>\n```');
    expect(summary).toContain('Service `mail`: up, no error in its log');
  });

  it('carries hashes in its id, by which it is found again', () => {
    expect(draftCheck(check).externalId).toMatch(
      /^redfirst:[0-9a-f]{32} head=a{12} red=b{12} frozen=c{12} case=0123456789abcdef pull=8$/,
    );
  });

  it('has the same id however long it took, and another for other evidence', () => {
    const idOf = (over: Partial<Check>) => draftCheck({ ...check, ...over }).externalId;
    const slower = check.runs.map(run => ({ ...run, seconds: 9, output: 'FAILED later' }));
    expect(idOf({ runs: slower })).toBe(idOf({}));
    expect(idOf({ facts: { ...check.facts, head: 'd'.repeat(40) } })).not.toBe(idOf({}));
    expect(idOf({ runs: check.runs.map(run => ({ ...run, exitCode: 0 })) })).not.toBe(idOf({}));
  });
});
