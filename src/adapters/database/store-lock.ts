import { mkdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Failure } from '../../domain/failure.ts';
import { databaseFailure, messageOf } from './database-failure.ts';

/**
 * Holds the embedded store for this process, by listening on a socket in its directory: unlike a file with a process
 * number, it is free again the moment the process ends, however it ends.
 */
export async function lockStore(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'lock');
  try {
    await mkdir(directory, { recursive: true });
    if (await answers(path)) throw heldElsewhere(directory);
    await rm(path, { force: true });
    const server = await listen(path);
    return async () => {
      await new Promise(resolve => server.close(resolve));
    };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const remedy = 'Set REDFIRST_DATA to a directory on a local disk that this account may write to.';
    throw databaseFailure(`The directory ${directory} cannot hold the store: ${messageOf(cause)}. ${remedy}`, cause);
  }
}

/** Whether some process holds the store. */
export const isLocked = (directory: string): Promise<boolean> => answers(join(directory, 'lock'));

function heldElsewhere(directory: string): Failure {
  return new Failure(
    `Another process already uses the embedded store in ${directory}. Stop it, give this one a REDFIRST_DATA of its own, or set DATABASE_URL so that several processes can share PostgreSQL.`,
    { source: 'database', reason: 'locked', retryable: false },
  );
}

function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(socket => socket.destroy());
    server.once('error', reject).listen(path, () => resolve(server.unref()));
  });
}
