import type { Settings } from '../domain/settings.ts';
import { isDocument } from '../languages/documents.ts';
import type { SandboxResult } from '../ports/sandbox.ts';
import { contentHash, type RunMemory } from './run-memory.ts';

/** The runs of one judged commit, by what was run on which files, documents left out. */
export interface CarriedRuns {
  nonce: string;
  runs: Record<string, SandboxResult>;
}

/** A memory that also answers with the runs of a commit from which this one differs in documents alone. */
export interface CarryingMemory extends RunMemory {
  /** What the next commit may be answered with. */
  kept(): CarriedRuns;
  /** How many runs were answered from that commit. */
  carried(): number;
}

/**
 * Lays the runs of an earlier commit over a memory. What reads documents, such as a formatter, is run anew all the same.
 */
export function carryRuns(memory: RunMemory, settings: Settings, known: CarriedRuns | undefined): CarryingMemory {
  const kept = new Map<string, SandboxResult>();
  let carried = 0;
  return {
    counts: memory.counts,
    nonce: known?.nonce ?? memory.nonce,
    kept: () => ({ nonce: known?.nonce ?? memory.nonce, runs: Object.fromEntries(kept) }),
    carried: () => carried,
    async recall(asked, run) {
      if (asked.readsDocuments) return memory.recall(asked, run);
      const isRead = (path: string) => !isDocument(path, settings);
      const key = `${await contentHash(asked, isRead)} ${JSON.stringify(asked.how)}`;
      const earlier = known?.runs[key];
      if (earlier) carried += 1;
      const result = earlier ?? (await memory.recall(asked, run));
      if (result.ending === 'exited') kept.set(key, result);
      return result;
    },
  };
}
