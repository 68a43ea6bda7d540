import type { FileChange } from '../../domain/file-change.ts';
import type { Finding } from '../../domain/finding.ts';
import { withoutInvisible } from '../../domain/invisible.ts';

/** Half of what GitHub's own agent framework allows; over a limit the whole change set is refused, never cut. */
export const changeLimits = { files: 50, bytes: 1024 * 1024, lineLength: 5_000 };

/** Change sets that are too large to be read by a person. */
export function oversize(changes: readonly FileChange[]): Finding[] {
  const { files, bytes } = changeLimits;
  const size = changes.reduce((sum, { content }) => sum + Buffer.byteLength(content ?? ''), 0);
  const remedy = 'Split the change.';
  return [
    ...(changes.length > files
      ? [{ rule: 'too-many-files', message: `${changes.length} files are changed; ${files} are allowed.`, remedy }]
      : []),
    ...(size > bytes
      ? [{ rule: 'too-large', message: `The change holds ${size} bytes; ${bytes} are allowed.`, remedy }]
      : []),
  ];
}

/** Content that is not plain text, or that a reader does not see as it is (Trojan Source, CVE-2021-42574). */
export function unreadable({ path, content }: FileChange): Finding[] {
  if (content === null) return [];
  const lines = content.replace(/^\ufeff/, '').split('\n');
  const long = lines.findIndex(line => line.length > changeLimits.lineLength);
  const hidden = lines.findIndex(line => isHidden(line));
  return [
    ...(content.isWellFormed()
      ? []
      : [{ rule: 'not-text', message: `\`${path}\` is not UTF-8 text.`, path, remedy: plain }]),
    ...(long < 0 ? [] : [lineFinding('line-too-long', { path, index: long }, 'is longer than 5,000 characters')]),
    ...(hidden < 0
      ? []
      : [lineFinding('hidden-character', { path, index: hidden }, 'holds a character that nobody sees')]),
  ];
}

const plain = 'Write plain text; put a code point that is needed into an escape sequence.';

const lineFinding = (rule: string, { path, index }: { path: string; index: number }, what: string): Finding => ({
  rule,
  message: `Line ${index + 1} of \`${path}\` ${what}.`,
  path,
  line: index + 1,
  remedy: plain,
});

const isHidden = (line: string): boolean => withoutInvisible(line).removed > 0;
