import { describe, expect, it } from 'vitest';
import { withoutInvisible } from '../../src/domain/invisible.ts';

describe('withoutInvisible', () => {
  it.each([
    ['a zero-width space', 'a\u200bb', 'ab', 1],
    ['a word joiner and invisible operators', 'a\u2060\u2061\u2064b', 'ab', 3],
    ['bidirectional overrides', 'a\u202eb\u2069', 'ab', 2],
    ['a soft hyphen', 'hy\u00adphen', 'hyphen', 1],
    ['the tag block', `a${String.fromCodePoint(0xe0041, 0xe007f)}b`, 'ab', 2],
    ['variation selectors', `a\ufe0f${String.fromCodePoint(0xe0100)}`, 'a', 2],
    ['a Hangul filler', 'a\u3164b', 'ab', 1],
    ['private use', 'a\ue000b', 'ab', 1],
    ['control characters', 'a\u0000\u001b[31mb\u0085', 'a[31mb', 3],
    ['a joiner between Latin letters', 'imple\u200dment', 'implement', 1],
    ['a line separator', 'a\u2028b', 'ab', 1],
    ['a byte order mark', '\ufefftext', 'text', 1],
  ])('takes out %s', (_name, given, text, removed) => {
    expect(withoutInvisible(given)).toEqual({ text, removed });
  });

  it.each([
    ['line ends and tabs', 'a\r\n\tb\n'],
    ['an emoji family and a heart', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u2764\ufe0f'],
    ['a flag of tags', `\u{1f3f4}${String.fromCodePoint(0xe0067, 0xe0062, 0xe0065, 0xe006e, 0xe0067, 0xe007f)}`],
    ['a Persian non-joiner', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['a Devanagari joiner', '\u0915\u094d\u200d\u0937'],
    ['accents, CJK and Cyrillic', 'naïve 特長 функция e\u0301'],
  ])('leaves %s', (_name, text) => {
    expect(withoutInvisible(text)).toEqual({ text, removed: 0 });
  });
});
