import { descendants, grammarOf, readSyntax, type SyntaxNode } from '../languages/syntax.ts';
import type { AddedLines } from './suppressions.ts';

/** The parts of a literal that are text and nothing else: no quotes, no value that is put in. */
const contents =
  /^(?:string_content|string_fragment|multiline_string_fragment|raw_string_literal_content|interpreted_string_literal_content|regex_pattern)$/;

/** What makes code of a text: in such a file a word in a string may have its effect. */
const runsText =
  /\beval\b|(?<![.\w])(?:exec|compile)\s*\(|\bbuiltins\b|\b__import__\b|\bFunction\s*\(|\brunIn\w*Context\b|\bcompileFunction\b/;
const isScript = /\bdata:(?:text|application)\/javascript/;

/** The name of a member, by which it can be called; and an example in a docstring, which doctest runs. */
const hasEffect = /^\w*$|(?:^|\n)\s*>>> /;

/**
 * Added lines, each with what is code in it, so that a word in a string is not taken for a call or a comment. A line is
 * left as it is where its file is not at hand as `texts` by path, cannot be read whole, or makes code of texts.
 */
export async function withCode<T extends AddedLines>(
  files: readonly T[],
  texts: ReadonlyMap<string, string>,
): Promise<T[]> {
  return Promise.all(
    files.map(async file => {
      const lines = await codeOf(file.path, texts.get(file.path));
      if (!lines) return file;
      const added = file.added.map(each => {
        const { text, code } = lines[each.line - 1] ?? {};
        return code !== undefined && text === bare(each.text) ? { ...each, code } : each;
      });
      return { ...file, added };
    }),
  );
}

const bare = (line: string): string => line.replace(/\r$/, '');

async function codeOf(path: string, text: string | undefined): Promise<{ text: string; code: string }[] | undefined> {
  if (text === undefined || !grammarOf(path) || isScript.test(text)) return undefined;
  const blank = await readSyntax(path, text, root => (root.hasError ? undefined : blanked(root, text)));
  if (blank === undefined || runsText.test(blank)) return undefined;
  const code = blank.split('\n');
  return text.split('\n').map((line, index) => ({ text: bare(line), code: code[index] ?? '' }));
}

/** The text with blanks for what stands in literals, line for line. */
function blanked(root: SyntaxNode, text: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const { type, startIndex, endIndex } of descendants(root)) {
    if (!contents.test(type)) continue;
    const content = text.slice(startIndex, endIndex);
    parts.push(text.slice(end, startIndex), hasEffect.test(content) ? content : content.replace(/[^\n]/g, ' '));
    end = endIndex;
  }
  return `${parts.join('')}${text.slice(end)}`;
}
