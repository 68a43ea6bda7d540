import type { CoveredLines } from '../domain/covered-lines.ts';

/** What tests ran of each file when it was last measured, by a hash of all files. A cache: safe to lose, no evidence. */
export interface CoverageNotes {
  recall(content: string): Promise<ReadonlyMap<string, CoveredLines> | undefined>;
  note(content: string, files: ReadonlyMap<string, CoveredLines>): Promise<void>;
}
