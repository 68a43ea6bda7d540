import type { Finding } from '../domain/finding.ts';
import type { AddedLines } from './suppressions.ts';

/** Longest run of characters of a hash or of encoded data; a SHA-256 in hexadecimal just fits. */
const longest = 64;

const hexadecimal = new RegExp(`[0-9a-f]{${longest + 1},}`, 'i');
const encoded = new RegExp(`[A-Za-z0-9+/_-]{${longest + 1},}={0,2}`, 'g');
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const binary = /[\u0000-\u0008\u000b\u000e-\u001f\u007f\ufffd]/;

/** Added lines that nobody can read: binary content, long hashes, encoded data. No model writes such from knowledge. */
export function findOpaque(files: readonly AddedLines[]): Finding[] {
  return files.flatMap(({ path, added }) =>
    added.flatMap(({ line, text }): Finding[] => {
      const what = binary.test(text)
        ? 'binary content'
        : isCoded(text)
          ? `a hash or data of more than ${longest} characters`
          : '';
      if (!what) return [];
      const remedy = 'Compute it, or leave it to a file that a tool makes.';
      return [{ rule: 'opaque', message: `Line ${line} of \`${path}\` holds ${what}.`, path, line, remedy }];
    }),
  );
}

const isCoded = (text: string): boolean =>
  hexadecimal.test(text) || [...text.matchAll(encoded)].some(([run]) => isMixed(run));

/** Words and paths have letters of one case for long, and hardly digits; encoded data has all of them everywhere. */
function isMixed(run: string): boolean {
  const parts = run.match(/.{16}/g) ?? [];
  const mixed = parts.filter(part => /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part));
  return mixed.length * 2 > parts.length;
}
