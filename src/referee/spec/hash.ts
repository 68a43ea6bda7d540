import { createHash } from 'node:crypto';

/** SHA-256 of the exact bytes of a plan. An approval is bound to it: one changed byte is another plan. */
export function specHash(markdown: string): string {
  return createHash('sha256').update(markdown, 'utf8').digest('hex');
}

/** The hash as people type it after `/approve`. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
