import { openDatabase } from '../../../src/adapters/database/database.ts';
import { silentLog } from '../../silent-log.ts';

/** Work that a process left in its store, of which nobody is at work any more. */
export async function unfinishedIn(directory: string): Promise<unknown[]> {
  const database = await openDatabase({ directory, log: silentLog });
  const left = await database.query("SELECT name, state, output FROM redfirst.job WHERE state <> 'completed'");
  await database.close();
  return left;
}
