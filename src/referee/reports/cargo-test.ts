import type { CollectionError, TestFailure, TestResult, TestStatus } from '../../domain/test-report.ts';
import { isOfWorld } from '../red/failure-patterns.ts';
import { compileErrors } from './cargo-build.ts';
import { type Binary, moduleOf, rootOf } from './cargo-modules.ts';
import { loadErrors } from './load-errors.ts';
import { type Place, plainText, repositoryPath, shorten } from './place.ts';
import { idOf, type ReportReading } from './results.ts';

/** One test program as `cargo test` ran it, or the examples in the documentation of a crate. */
interface Section extends Binary {
  statuses: Map<string, TestStatus>;
  /** What a failed test printed, by its name. */
  stdout: Map<string, string>;
  announced: number;
  isFinished: boolean;
}

const program = /^\s+Running (?:unittests )?(\S+\.rs)? ?\((?:\S*\/)?([\w.-]+?)(?:-[0-9a-f]+)?(?:\.exe)?\)$/;
const documentation = /^\s+Doc-tests (\S+)/;
const verdictLine = /^test (.+?)(?: - should panic)? \.\.\. (ok|FAILED|ignored)\b/;
const printed = /^---- (.+) stdout ----$/;
const statusOf: Record<string, TestStatus> = { ok: 'passed', FAILED: 'failed', ignored: 'skipped' };

/**
 * Reads what `cargo test` prints: its JSON is not stable. Programs follow one another, each with a line for every test and
 * then what the failed ones printed. When anything does not compile, nothing is run at all.
 */
export function readCargoTest(text: string, place: Place): ReportReading {
  const plain = plainText(place, text);
  const sections = sectionsOf(plain, place);
  const errors = compileErrors(plain, place);
  if (errors.length > 0) return { results: [], collectionErrors: loadErrors(errors, place, '.rs') };
  if (sections.length === 0) return { problem: `\`cargo test\` ran nothing: ${shorten(plain.trim()).slice(-1000)}` };
  return {
    results: sections.flatMap(section => resultsOf(section, place)),
    collectionErrors: sections.flatMap(brokenOff),
  };
}

function sectionsOf(plain: string, place: Place): Section[] {
  const sections: Section[] = [];
  let failed: string | undefined;
  for (const line of plain.split('\n')) {
    const [, path, name] = program.exec(line) ?? [];
    const isDocumentation = documentation.test(line);
    if (name !== undefined || isDocumentation) {
      const root = isDocumentation ? undefined : rootOf(path && repositoryPath(place, path), name ?? '', place);
      sections.push({ root, statuses: new Map(), stdout: new Map(), announced: 0, isFinished: false });
      failed = undefined;
    }
    const section = sections.at(-1);
    if (section) failed = hear(line, section, failed);
  }
  return sections;
}

/** Takes one line in, and gives the name of the test whose output the next lines are. */
function hear(line: string, section: Section, failed: string | undefined): string | undefined {
  const [, name, said] = verdictLine.exec(line) ?? [];
  const shown = printed.exec(line)?.[1];
  if (shown !== undefined) return shown;
  if (/^test result: /.test(line)) section.isFinished = true;
  else if (/^running \d+ tests?$/.test(line)) section.announced = Number.parseInt(line.slice(8), 10);
  else if (line === 'failures:') return undefined;
  else if (failed !== undefined) section.stdout.set(failed, `${section.stdout.get(failed) ?? ''}${line}\n`);
  else if (name !== undefined && said !== undefined) section.statuses.set(name, statusOf[said] ?? 'failed');
  return section.isFinished ? undefined : failed;
}

function resultsOf(section: Section, place: Place): TestResult[] {
  const seen = new Map<string, number>();
  return [...section.statuses].map(([told, status]) => {
    const { file, names } = section.root ? moduleOf(section.root, told, place) : exampleOf(told, place);
    const plain = names.join(' > ');
    const times = (seen.get(`${file} ${plain}`) ?? 0) + 1;
    seen.set(`${file} ${plain}`, times);
    const name = times > 1 ? `${plain} #${times}` : plain;
    const failure = status === 'failed' && failureOf(section.stdout.get(told) ?? '', file);
    return { id: idOf(file, name), file, name, status, seconds: 0, ...(failure && { failure }) };
  });
}

/** `src/lib.rs - Shelf::add (line 6)`: the line moves with every edit above it, so it is no part of the identity. */
function exampleOf(told: string, place: Place): { file: string; names: string[] } {
  const [, path = '', item = ''] = /^(\S+) - (.*?) ?\(line \d+\)/.exec(told) ?? [];
  return { file: repositoryPath(place, path), names: ['documentation', item || 'of the crate'] };
}

const panicNow = /panicked at ([^'\s]\S*?):(\d+):\d+:\n([\s\S]*?)(?=\n(?:stack backtrace|note):|$)/;
const panicThen = /panicked at '([\s\S]*)', (\S+?):(\d+):\d+/;

/**
 * A panic in a test is its way to say no, whatever macro it came from; one in the code under test is thrown there. Rust
 * since 1.73 puts the place first and the message on lines of its own.
 */
function failureOf(stdout: string, file: string): TestFailure {
  const now = panicNow.exec(stdout);
  const then = panicThen.exec(stdout);
  const message = (now?.[3] ?? then?.[1] ?? stdout).trim();
  const path = now?.[1] ?? then?.[2];
  const line = Number(now?.[2] ?? then?.[3]);
  const isOwn = path === undefined || path === file || path.startsWith('/');
  const type = isOwn ? 'Failed' : 'panic';
  const frame = path && `    at ${path}:${line}:1\n`;
  return {
    ...(!(isOwn && isOfWorld(message)) && { type }),
    message: shorten(message),
    detail: shorten(`${frame ?? ''}${stdout.trim()}`),
    ...(path === file && { line }),
  };
}

/** A program that ended before it said how its tests went: something left the process. */
function brokenOff({ root, statuses, announced, isFinished }: Section): CollectionError[] {
  if (root === undefined || isFinished) return [];
  const message = `the test program ended after ${statuses.size} of ${announced} tests, without a result`;
  return [{ file: root, failure: { type: 'EarlyExit', message, detail: message } }];
}
