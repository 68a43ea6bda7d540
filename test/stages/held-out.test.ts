import { describe, expect, it } from 'vitest';
import { appSeal } from '../../src/adapters/seal/app-seal.ts';
import type { Settings } from '../../src/domain/settings.ts';
import type { StageContext } from '../../src/stages/context.ts';
import type { ApprovedTests } from '../../src/stages/frozen-tests.ts';
import { heldOutOf, sealTests } from '../../src/stages/held-out.ts';
import { checksOn, facts, oidOf } from '../builders.ts';

const seal = appSeal('a key');
const files = [{ path: 'tests/test_b.py', content: 'def test_b() -> None: ...\n' }];
const sealed = sealTests({ facts: facts(), seal }, files);
const [check] = checksOn('b', 'success', ['redfirst/red']);

function found(texts: (string | undefined)[], over: object = {}, noted?: string) {
  const checks = texts.flatMap(text => (check ? [{ ...check, ...(text && { text }) }] : []));
  const context = {
    facts: facts({ checks }),
    seal,
    settings: { heldOut: true } as Settings,
    recallSealed: async () => noted,
  };
  const tests = { oid: oidOf('b'), trailers: { stage: 'red', issue: 5, heldOut: sealed?.hash } };
  return heldOutOf({ ...context, ...over } as unknown as StageContext, tests as unknown as ApprovedTests);
}

describe('held-out tests', () => {
  it('are read from our own check, by the hash that the red commit names', async () => {
    const other = sealTests({ facts: facts(), seal }, [{ path: 'tests/test_c.py', content: 'x = 1\n' }]);
    expect(await found([other?.text, sealed?.text])).toMatchObject({ kind: 'sealed', files });
    expect(await found([other?.text])).toEqual({ kind: 'lost' });
  });

  it('are read from our notes until the check is there, and no longer', async () => {
    expect(await found([], {}, sealed?.text)).toMatchObject({ kind: 'sealed', files });
    expect(await found([undefined], {}, sealed?.text)).toEqual({ kind: 'lost' });
    expect(await found([])).toEqual({ kind: 'lost' });
  });

  it('are lost with the key, and mean nothing to another issue', async () => {
    expect(await found([sealed?.text], { seal: appSeal('another key') })).toEqual({ kind: 'lost' });
    const issue = { ...facts().issue, number: 6 };
    const elsewhere = sealTests({ facts: facts({ issue }), seal }, files);
    expect(await found([elsewhere?.text])).toEqual({ kind: 'lost' });
  });

  it('can be done without', async () => {
    expect(await found([sealed?.text], { settings: { heldOut: false } })).toMatchObject({ kind: 'none' });
  });

  it('are refused where they are more than GitHub keeps', () => {
    const noise = Array.from({ length: 9000 }, (_, index) => `${index * 7919} ${Math.sin(index)}`).join('\n');
    expect(sealTests({ facts: facts(), seal }, [{ path: 'tests/test_b.py', content: noise }])).toBeUndefined();
  });
});
