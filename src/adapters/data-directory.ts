import { access, constants, mkdir } from 'node:fs/promises';
import { Failure } from '../domain/failure.ts';

/** Makes the directory for everything that is kept on this host, before any part of it is needed. */
export async function prepareDataDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `REDFIRST_DATA is "${path}", which cannot be written to: ${why}. Name a directory that this account may write to.`;
    throw new Failure(message, { source: 'environment', reason: 'no-data-directory', retryable: false }, cause);
  }
}
