import type { GitHubReader } from '../ports/github.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import { readConfig } from './read-config.ts';

/** Looks at every labelled issue again: finds what a lost delivery or a lost store forgot. Gives how many. */
export async function reconcile({
  reader,
  queue,
  log,
}: {
  reader: GitHubReader;
  queue: Queue;
  log: Log;
}): Promise<number> {
  const features = await reader.labelledIssues(config => Object.values(readConfig(config).labels));
  for (const feature of features) await queue.enqueue(feature);
  log.info({ features: features.length }, 'reconciled');
  return features.length;
}
