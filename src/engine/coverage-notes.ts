import { z } from 'zod';
import { CoveredLines } from '../domain/covered-lines.ts';
import { type RepositoryRef, repositoryKey } from '../domain/feature.ts';
import type { CoverageNotes } from '../ports/coverage-notes.ts';
import type { Journal } from '../ports/queue.ts';

const Files = z.record(z.string(), CoveredLines);

/** What was measured of one repository, in the journal. */
export function coverageNotes(journal: Journal, repository: RepositoryRef): CoverageNotes {
  const feature = repositoryKey(repository);
  const keyOf = (content: string) => `coverage ${feature} ${content}`;
  return {
    async recall(content) {
      const { data } = Files.safeParse(await journal.recall(keyOf(content)));
      return data && new Map(Object.entries(data));
    },
    note: (content, files) => journal.record({ key: keyOf(content), feature, value: Object.fromEntries(files) }),
  };
}
