import { existsSync } from 'node:fs';
import { access, constants, mkdir, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure } from '../domain/failure.ts';
import type { DataLook } from '../ports/looks.ts';

/** Makes the directory for everything that is kept on this host, before any part of it is needed. */
export async function prepareDataDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Where that directory is, or would be made, and the bytes that are free there. Makes nothing. */
export async function lookAtDataDirectory(path: string): Promise<DataLook> {
  const whole = resolve(path);
  try {
    const there = nearest(whole);
    if (!(await stat(there)).isDirectory()) throw new Error(`${there} is no directory`);
    await access(there, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(there);
    return { path: whole, isThere: there === whole, free: bavail * bsize };
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

function unwritable(path: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `REDFIRST_DATA is "${path}", which cannot be written to: ${why}. Name a directory that this account may write to.`;
  return new Failure(message, { source: 'environment', reason: 'no-data-directory', retryable: false }, cause);
}
