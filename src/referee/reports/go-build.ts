import type { TestFailure } from '../../domain/test-report.ts';
import { type Place, plainText, repositoryPath } from './place.ts';

/** A package that could not be tested, and everything that the compiler has against it. */
export interface BuildFailure {
  unit: string;
  failures: TestFailure[];
}

const verdict = /^FAIL\s+(\S+) \[(?:build|setup) failed\]/;
const header = /^# (\S+)(?: \[(\S+)\.test\])?/;
const located = /^(?:vet: )?(\S+?\.go):(\d+)(?::\d+)?: (.*)$/;

/**
 * Packages that did not build, by the lines that `go` prints between its events: `# package`, then one line for each error.
 * A package whose own errors are not told falls with those of the packages it needs.
 */
export function buildFailures(lines: readonly string[], place: Place): BuildFailure[] {
  const blocks = new Map<string, TestFailure[]>();
  let block: TestFailure[] = [];
  blocks.set('', block);
  for (const line of lines) {
    const [, name = '', tested] = header.exec(line) ?? [];
    if (name) {
      const unit = tested ?? name.replace(/_test$/, '');
      block = blocks.get(unit) ?? [];
      blocks.set(unit, block);
    } else read(line, block, place);
  }
  const all = [...blocks.values()].flat();
  const fallen = lines.flatMap(line => verdict.exec(line)?.[1] ?? []);
  return [...new Set(fallen)].map(unit => {
    const own = blocks.get(unit) ?? [];
    return { unit, failures: own.length > 0 ? own : all };
  });
}

/** An error stands on one line; tabs before a line continue the one above it. */
function read(line: string, block: TestFailure[], place: Place): void {
  const last = block.at(-1);
  const [, path, number, message] = located.exec(line) ?? [];
  if (path && message) {
    const said = plainText(place, message);
    const detail = `${repositoryPath(place, path)}:${number}: ${said}`;
    block.push({ type: 'CompileError', message: said, detail, line: Number(number) });
  } else if (/^\s+\S/.test(line) && last) last.detail += `\n${plainText(place, line)}`;
  else if (line.trim() && !/^(?:FAIL|ok|\?)\s|^too many errors|^FAIL$|^go: downloading /.test(line))
    block.push({ type: 'CompileError', message: plainText(place, line), detail: plainText(place, line) });
}
