/**
 * A path as the most forgiving file system would read it: letters in one case, compatibility forms as one, code points
 * that nobody sees and dots and spaces at the end of a segment left out (git, `core.protectHFS` and `core.protectNTFS`).
 */
export function canonical(path: string): string {
  return path
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .toLowerCase()
    .split('/')
    .map(segment => segment.replace(/[. ]+$/, '') || segment)
    .join('/');
}

const longestSegment = 255;
const longestPath = 1024;

/** What is wrong with the spelling of a path, in words that follow it; nothing for a plain relative path. */
export function misspelling(path: string): string | undefined {
  const segments = path.split('/');
  if (path === '') return 'is empty';
  if (/[\p{Cc}\p{Cs}]/u.test(path)) return 'holds control characters';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.startsWith('~'))
    return 'is not relative to the repository';
  if (/[\\:]/.test(path)) return 'holds a backslash or a colon';
  if (segments.some(segment => segment === '..')) return 'leaves the repository';
  if (segments.some(segment => segment === '' || segment === '.')) return 'holds an empty or a dot segment';
  if (segments.some(segment => segment.startsWith('-'))) return 'holds a segment that reads like an option';
  if (segments.some(segment => /[. ]$|^ /.test(segment))) return 'holds a segment with a space or a dot at its edge';
  if (segments.map(canonical).some(segment => segment === '.git' || /^git~\d+$/.test(segment)))
    return "lies in git's own directory";
  if (path !== path.normalize('NFKC') || /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}]/u.test(path))
    return 'is spelled with characters that look like others or like nothing';
  if (path.length > longestPath || segments.some(segment => Buffer.byteLength(segment) > longestSegment))
    return 'is too long';
  return undefined;
}
