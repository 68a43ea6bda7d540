import { Failure } from '../../domain/failure.ts';

/**
 * A relative path of plain components: it cannot leave the directory it is joined to, nor name git's own files.
 * Paths come from a model or a repository, so this is checked again here, where they would do harm.
 */
export function safePath(path: string): string {
  const parts = path.split('/');
  const isPlain = (part: string) => !['', '.', '..'].includes(part) && part.toLowerCase() !== '.git';
  if (parts.every(isPlain) && !/[\p{Cc}\\]/u.test(path)) return path;
  const facts = { source: 'sandbox', reason: 'bad-path', retryable: false } as const;
  throw new Failure(`The path ${JSON.stringify(path)} is not a plain path inside the tree.`, facts);
}
