import { describe, expect, it } from 'vitest';
import { appSeal } from '../../../src/adapters/seal/app-seal.ts';

const seal = appSeal('a private key');
const text = 'def test_triple_of_five() -> None: …\n'.repeat(50);

describe('a sealed text', () => {
  it('is read by who has the key, for what it was sealed for, and by nobody else', () => {
    const sealed = seal.close(text, '2.5');
    expect(sealed).toMatch(/^[\w.-]+$/);
    expect(sealed.length).toBeLessThan(text.length);
    expect(seal.open(sealed, '2.5')).toBe(text);
    expect(appSeal('a private key').open(sealed, '2.5')).toBe(text);
    expect(seal.open(sealed, '2.6')).toBeUndefined();
    expect(appSeal('another key').open(sealed, '2.5')).toBeUndefined();
  });

  it('is another one each time', () => {
    expect(seal.close(text, '2.5')).not.toBe(seal.close(text, '2.5'));
  });

  it('that was changed is none', () => {
    const sealed = seal.close(text, '2.5');
    for (const at of [5, 30, sealed.length - 1]) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(seal.open(sealed.slice(0, at) + other + sealed.slice(at + 1), '2.5')).toBeUndefined();
    }
    for (const junk of ['', 'v1.', 'v1.abc', 'v2.abc', 'hello', sealed.slice(0, -9)])
      expect(seal.open(junk, '2.5')).toBeUndefined();
  });
});
