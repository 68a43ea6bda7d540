import { describe, expect, it } from 'vitest';
import type { StatusState } from '../../src/domain/status.ts';
import { findStatus, renderStatus } from '../../src/publish/status-comment.ts';
import { comment } from '../builders.ts';

const state: StatusState = {
  version: 1,
  headline: 'The plan waits for your approval',
  next: 'reply `/approve`.',
  rows: {
    plan: { state: 'done', summary: '`specs/x.md`, 2 criteria', seconds: 12.4, calls: 1, tokens: 1234, usd: 0.0123 },
    red: { state: 'stopped', summary: 'a | b', calls: 1, tokens: 10 },
  },
  stop: { stage: 'red', reason: 'base-red', text: 'Two tests are red.', inputs: 'abc' },
  shown: { hash: 'f'.repeat(64), after: 7 },
  folds: [{ title: 'The plan', body: 'Ping @org and <img src=x>' }],
};

describe('the status comment', () => {
  it('says where the run stands, what to do next and what each stage cost', () => {
    const [visible] = renderStatus(state, ['[Plan](https://x)', 'Pull request #2']).split('<!-- redfirst');
    expect(visible).toMatchInlineSnapshot(`
      "### The plan waits for your approval

      Two tests are red.

      **Next:** reply \`/approve\`.

      [Plan](https://x) · Pull request #2

      |  | Stage | Result | Time | Tokens | Cost |
      | --- | --- | --- | ---: | ---: | ---: |
      | ✅ | **Plan** | \`specs/x.md\`, 2 criteria | 12 s | 1,234 | $0.012 |
      | ⛔ | **Red** | a \\| b |  | 10 | unknown |
      |  | **Total** |  | 12 s | 1,244 | unknown |

      <details><summary>The plan</summary>

      Ping @⁠org and <⁠img src=x>

      </details>

      "
    `);
  });

  it('says once that no price is known, and adds up only where there is something to add', () => {
    const unpriced = { seconds: 0.4, calls: 2, tokens: 900, state: 'done', summary: 'x' } as const;
    const [visible] = renderStatus({ ...state, stop: undefined, folds: [], rows: { plan: unpriced } }).split('<!-- r');
    expect(visible).toMatchInlineSnapshot(`
      "### The plan waits for your approval

      **Next:** reply \`/approve\`.

      |  | Stage | Result | Time | Tokens |
      | --- | --- | --- | ---: | ---: |
      | ✅ | **Plan** | x | < 1 s | 900 |

      _What this model costs is not known._

      "
    `);
  });

  it('says which of the tokens the server knew already', () => {
    const plan = { state: 'done', summary: 'x', calls: 1, tokens: 1200, cachedTokens: 900, usd: 0.01 } as const;
    const red = { state: 'done', summary: 'y', calls: 1, tokens: 300, cachedTokens: 0, usd: 0.01 } as const;
    const [visible] = renderStatus({ ...state, stop: undefined, folds: [], rows: { plan, red } }).split('<!-- r');
    expect(visible).toContain('| ✅ | **Plan** | x |  | 1,200 | $0.010 |');
    expect(visible).toContain('| ✅ | **Red** | y |  | 300 | $0.010 |');
    expect(visible).toContain('|  | **Total** |  | < 1 s | 1,500 (900 cached) | $0.020 |');
  });

  it('is found again with its state, whatever the state holds', () => {
    const nasty = { ...state, headline: 'a --> b <script> -- c' };
    const found = findStatus([comment('hello'), comment(renderStatus(nasty), { isOurs: true })]);
    expect(found?.state).toEqual({ ...nasty, folds: [] });
  });

  it('means nothing in the comment of anybody else', () => {
    expect(findStatus([comment(renderStatus(state))])).toBeUndefined();
  });

  it('fits what GitHub takes, and says that it was cut', () => {
    const long = renderStatus({ ...state, folds: [{ title: 'x', body: 'y'.repeat(80_000) }] });
    expect(long.length).toBeLessThanOrEqual(65_536);
    expect(long).toContain('Cut here');
    expect(findStatus([comment(long, { isOurs: true })])?.state.headline).toBe(state.headline);
  });

  it('says what was met and not expected, by stage', () => {
    const rows = {
      ...state.rows,
      red: { state: 'done' as const, summary: '', unexpected: ['Green already: `a`, says @org.'] },
    };
    expect(renderStatus({ ...state, rows })).toContain(
      '**Not expected:**\n- **Red**: Green already: `a`, says @\u2060org.',
    );
    expect(renderStatus(state)).not.toContain('Not expected');
  });

  it('says while it waits for the model what is the matter, since when, and when it goes on', () => {
    const meanwhile = {
      kind: 'waiting' as const,
      since: '2026-03-01T12:00:59.000Z',
      why: 'Nobody @home.',
      next: '2026-03-01T12:01:01.000Z',
    };
    const [visible] = renderStatus({ ...state, folds: [], rows: {}, meanwhile }).split('<!-- redfirst');
    expect(visible).toMatchInlineSnapshot(`
      "### Redfirst waits for the model

      Nobody @⁠home.

      It has been so since 2026-03-01 12:00 UTC. The model is tried again by 2026-03-01 12:02 UTC, and after that with longer pauses; this comment says when it is back, or when nobody tries any more. What was done so far is kept.

      **Next:** nothing has to be done. \`/retry\` tries at once.

      "
    `);
  });

  it('says which stage is at work, and since when, instead of what was waited for before', () => {
    const meanwhile = { kind: 'working' as const, stage: 'green' as const, since: '2026-03-01T12:00:59.000Z' };
    const [visible] = renderStatus({ ...state, folds: [], rows: {}, meanwhile }).split('<!-- redfirst');
    expect(visible).toMatchInlineSnapshot(`
      "### Redfirst is at work: Green

      It began at 2026-03-01 12:00 UTC.

      **Next:** nothing has to be done. \`/cancel\` ends it.

      "
    `);
  });
});
