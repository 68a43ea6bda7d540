import type { CollectionError, TestFailure } from '../../domain/test-report.ts';
import { type CompileError, loadErrors } from './load-errors.ts';
import { withCalls } from './mistyped-calls.ts';
import { type Place, repositoryPath } from './place.ts';

/** Maven: `[ERROR] path:[12,30] message`. Gradle and javac itself: `path:12: error: message`. */
const located = /^(?:\[ERROR\] )?(\S+\.java):(?:\[(\d+),(\d+)\]|(\d+): error:) (.*)$/;

/** The tests of a project, none of which runs when one does not compile; each with every error of the compiler. */
export function compileErrors(log: string, place: Place): CollectionError[] {
  return loadErrors(errorsIn(log, place), place, '.java');
}

/** Maven says its errors twice; what belongs to one stands indented on the lines below it. */
function errorsIn(log: string, place: Place): CompileError[] {
  const errors = new Map<string, CompileError>();
  let last: TestFailure | undefined;
  for (const line of log.split('\n')) {
    const [, path, inMaven, column, inJavac, told = ''] = located.exec(line) ?? [];
    if (path) {
      const file = repositoryPath(place, path);
      const number = Number(inMaven ?? inJavac);
      const isMistyped = column !== undefined && told.startsWith('incompatible types');
      const said = isMistyped ? withCalls(told, { file, line: number, column: Number(column) }, place) : told;
      last = { type: 'CompileError', message: said, detail: `${file}:${number}: ${said}`, line: number };
      const key = line.replace(/^\[ERROR\] /, '');
      if (errors.has(key)) last = undefined;
      else errors.set(key, { file, failure: last });
    } else if (last && /^\s+\S/.test(line)) last.message += `\n${line.trim()}`;
    else if (!/^\s*$/.test(line)) last = undefined;
  }
  return [...errors.values()];
}
