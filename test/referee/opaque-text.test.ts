import { describe, expect, it } from 'vitest';
import { findOpaque } from '../../src/referee/opaque-text.ts';

const of = (text: string) => findOpaque([{ path: 'a.py', added: [{ line: 3, text }] }]);
const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const base64 = Buffer.from(Array.from({ length: 90 }, (_, index) => (index * 167) % 256)).toString('base64');

describe('opaque text', () => {
  it.each([
    ['a hash of 128 digits', `HASH = "${sha256}${sha256}"`, 'a hash or data of more than 64 characters'],
    ['encoded data', `LOGO = "${base64}"`, 'a hash or data of more than 64 characters'],
    ['a control character', 'x = "\u0001"', 'binary content'],
    ['what could not be decoded', 'x = "\ufffd"', 'binary content'],
  ])('is %s', (_what, text, said) => {
    expect(of(text)).toMatchObject([{ rule: 'opaque', line: 3, message: `Line 3 of \`a.py\` holds ${said}.` }]);
  });

  it.each([
    ['a SHA-256', `HASH = "${sha256}"`],
    ['a long name', `def ${'a_test_with_a_very_long_name_that_says_all_there_is_'.repeat(3)}():`],
    ['a path', 'import com/example/shelf/service/implementation/of/favourites/and/more/things/Favourite2'],
    ['a rule', '-'.repeat(100)],
    ['words', 'Tabs\tand words, ü and 日本語, for as long as a line of prose goes on and on and on, and so on.'],
  ])('is not %s', (_what, text) => expect(of(text)).toEqual([]));
});
