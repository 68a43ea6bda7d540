import { describe, expect, it } from 'vitest';
import { shortHash, specHash } from '../../../src/referee/spec/hash.ts';

describe('specHash', () => {
  it('is the SHA-256 of the bytes', () => {
    expect(specHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('changes with one byte', () => {
    expect(specHash('plan\n')).not.toBe(specHash('plan\r\n'));
  });

  it('is shortened to 12 digits for people', () => {
    expect(shortHash(specHash('abc'))).toBe('ba7816bf8f01');
  });
});
