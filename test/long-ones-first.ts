import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where the files that take minutes lie: they run real suites, one after another. The longest first. */
const long = [
  'test/corpus/python.test.ts',
  'test/corpus/java.test.ts',
  'test/corpus/',
  'test/stories/refusals/doctor.test.ts',
  'test/stories/',
  'test/check/',
  'test/referee/runners/',
  'test/adapters/',
];

/** How late a file may begin, by its path: what takes minutes must not begin when all the rest is done. */
export function rank(path: string): number {
  const found = long.findIndex(part => path.includes(part));
  return found === -1 ? long.length : found;
}

/** Begins with what takes longest; a fresh clone has no durations of earlier runs that would tell. */
export class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one.moduleId) - rank(other.moduleId));
  }
}
