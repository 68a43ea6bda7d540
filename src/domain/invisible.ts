/** Scripts in which a joiner or a non-joiner is spelling (Unicode Standard Annex 31, section 2.3). */
const joining = /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}]/u;
const joiningToo = /[\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}]/u;

/**
 * Emoji, which keep their joiners and selectors, or one code point that nobody sees: Unicode's
 * `Default_Ignorable_Code_Point`, controls, private use, line and paragraph separator, annotation marks.
 */
const emojiOrInvisible = /\p{RGI_Emoji}|[[\p{DI}\p{Cc}\p{Co}\u2028\u2029\ufff9-\ufffb]--[\t\n\r]]/gv;

/** Text as a reader sees it, and how many code points that nobody sees were taken out. */
export function withoutInvisible(text: string): { text: string; removed: number } {
  let removed = 0;
  const visible = text.replace(emojiOrInvisible, (match, offset: number) => {
    if (/\p{RGI_Emoji}/v.test(match) || isSpelling(match, text.slice(Math.max(0, offset - 2), offset))) return match;
    removed++;
    return '';
  });
  return { text: visible, removed };
}

function isSpelling(codePoint: string, before: string): boolean {
  const previous = Array.from(before).at(-1) ?? '';
  return /[\u200c\u200d]/.test(codePoint) && (joining.test(previous) || joiningToo.test(previous));
}
