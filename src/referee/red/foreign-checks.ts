import type { FileChange } from '../../domain/file-change.ts';
import { readSyntax } from '../../languages/syntax.ts';
import { callsOf } from '../source/own-checks.ts';
import { checksInSource, type SourceTest } from '../tests-in-source.ts';
import type { JudgedTest } from './classified.ts';

/** A test also asserts by calling a function that does in another file of its commit. */
export async function withForeignChecks(
  tests: readonly JudgedTest[],
  files: readonly FileChange[],
): Promise<JudgedTest[]> {
  if (tests.every(({ source }) => source?.asserts !== false)) return [...tests];
  const found = await Promise.all(files.map(({ path, content }) => checksInSource(path, content ?? '')));
  const names = new Set(found.flatMap(each => [...each]));
  return Promise.all(
    tests.map(async test => {
      const { source } = test;
      if (!source || source.asserts || !(await callsAny(source, names))) return test;
      return { ...test, source: { ...source, asserts: true } };
    }),
  );
}

const callsAny = ({ file, text }: SourceTest, names: ReadonlySet<string>): Promise<boolean | undefined> =>
  readSyntax(file, text, root => callsOf(root, names).length > 0);
