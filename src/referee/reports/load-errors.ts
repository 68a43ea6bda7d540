import { posix } from 'node:path';
import type { CollectionError, TestFailure } from '../../domain/test-report.ts';
import type { Place } from './place.ts';

/** An error of the compiler and the file it stands in. */
export interface CompileError {
  file: string;
  failure: TestFailure;
}

/**
 * No test of the project runs when one does not compile. A file answers for its own errors; what stands in no test file,
 * and for a file without an error all of them, keeps every test from running.
 */
export function loadErrors(
  errors: readonly CompileError[],
  { directory, sources }: Place,
  extension: string,
): CollectionError[] {
  const unit = posix.join(directory, '**');
  const tests = [...sources.texts.keys()].filter(path => path.endsWith(extension));
  const shared = errors.filter(({ file }) => !tests.includes(file));
  const files = tests.length > 0 ? tests : errors.slice(0, 1).map(({ file }) => file);
  return files.flatMap(file => {
    const own = errors.filter(error => error.file === file);
    const [first, ...others] = own.length > 0 ? [...own, ...shared] : errors;
    return first ? [{ file, failure: first.failure, others: others.map(({ failure }) => failure), unit }] : [];
  });
}
