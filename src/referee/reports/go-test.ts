import { z } from 'zod';
import type { CollectionError, TestFailure, TestResult, TestStatus } from '../../domain/test-report.ts';
import { isOfWorld } from '../red/failure-patterns.ts';
import { buildFailures } from './go-build.ts';
import { type GoPackages, goPackages } from './go-packages.ts';
import { type Place, plainText, shorten } from './place.ts';
import { idOf, lineIn, type ReportReading } from './results.ts';

const Event = z.object({
  Action: z.string(),
  Package: z.string().default(''),
  Test: z.string().optional(),
  Output: z.string().default(''),
  Elapsed: z.number().default(0),
});

/** What was heard of one test, or of a package as a whole. */
interface Heard {
  ending: TestStatus | undefined;
  output: string;
  seconds: number;
}

/** One package: the tests in the order in which they began, and its own ending. */
interface PackageRun {
  whole: Heard;
  tests: Map<string, Heard>;
}

const endings: Record<string, TestStatus> = { pass: 'passed', fail: 'failed', skip: 'skipped' };
const silent = (): Heard => ({ ending: undefined, output: '', seconds: 0 });

/**
 * Reads `go test -json` (pkg.go.dev/cmd/test2json) with the compiler's own lines between its events. Events name packages
 * and tests; the file of a test is found in the sources. A package that did not build, or that ended before all of its
 * tests had run, leaves its files without results: each is a file that could not be loaded.
 */
export function readGoTest(text: string, place: Place): ReportReading {
  const packages = new Map<string, PackageRun>();
  const spoken: string[] = [];
  for (const line of text.split('\n')) {
    const event = eventOf(line);
    if (!event) spoken.push(line);
    else if (event.Action === 'build-output') spoken.push(...event.Output.trimEnd().split('\n'));
    else if (event.Package) hear(event, packages);
  }
  const known = goPackages(place);
  const built = buildFailures(spoken, place);
  if (packages.size + built.length === 0 && !spoken.some(line => /matched no packages/.test(line)))
    return { problem: `\`go test\` said of no package how it ended: ${shorten(spoken.join('\n').trim())}` };
  return {
    results: [...packages].flatMap(([name, run]) => resultsOf(run, { name, known, place })),
    collectionErrors: [
      ...built.flatMap(({ unit, failures }) => unloaded(known.filesOf(unit), known.globOf(unit), failures)),
      ...[...packages].flatMap(([name, run]) => {
        const isBuilt = !built.some(({ unit }) => unit === name);
        return isBuilt ? brokenOff(run, { name, known, place }) : [];
      }),
    ],
  };
}

/** What `go test` would have printed without `-json`. */
export function spokenByGo(text: string): string {
  return text
    .split('\n')
    .map(line => eventOf(line)?.Output ?? (line.startsWith('{') ? '' : `${line}\n`))
    .join('');
}

function eventOf(line: string): z.infer<typeof Event> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return Event.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function hear({ Action, Package, Test, Output, Elapsed }: z.infer<typeof Event>, packages: Map<string, PackageRun>) {
  const run = packages.get(Package) ?? { whole: silent(), tests: new Map<string, Heard>() };
  packages.set(Package, run);
  const heard = Test === undefined ? run.whole : (run.tests.get(Test) ?? silent());
  if (Test !== undefined) run.tests.set(Test, heard);
  heard.output += Output;
  heard.ending ??= endings[Action];
  heard.seconds = Math.max(heard.seconds, Elapsed);
}

interface Around {
  name: string;
  known: GoPackages;
  place: Place;
}

/** A test with subtests is told by these, unless it failed for a reason of its own. */
function resultsOf(run: PackageRun, around: Around): TestResult[] {
  return [...run.tests].flatMap(([test, heard]) => {
    const inner = [...run.tests].filter(([name]) => name.startsWith(`${test}/`)).map(([, each]) => each);
    const isTold = inner.some(({ ending }) => ending === heard.ending) || heard.ending === 'passed';
    if (inner.length > 0 && isTold && saidBy(heard, around.place) === '') return [];
    return [resultOf(test, heard, { ...around, run })];
  });
}

function resultOf(test: string, heard: Heard, { name, known, place, run }: Around & { run: PackageRun }): TestResult {
  const [outer = test, ...inner] = test.split('/');
  const file = known.fileOf(name, outer);
  const title = inner.length > 0 ? `${outer} > ${inner.join('/')}` : outer;
  const status = heard.ending ?? 'failed';
  const output = heard.ending ? heard.output : `${heard.output}${run.whole.output}`;
  const failure = status === 'failed' && failureOf({ ...heard, output }, file, place);
  return { id: idOf(file, title), file, name: title, status, seconds: heard.seconds, ...(failure && { failure }) };
}

const noise = /^(?:\s*(?:=== |--- )(?:RUN|PAUSE|CONT|NAME|PASS|FAIL|SKIP)|(?:FAIL|PASS|ok|exit status)\b).*$/gm;

/** What a test printed, without the lines of the runner. */
const saidBy = ({ output }: Pick<Heard, 'output'>, place: Place): string =>
  plainText(place, output).replace(noise, '').trim();

const panic = /^panic: (.*?)(?: \[recovered\].*)?$/m;
const logged = /^\s*[\w.-]+\.go:\d+: /;

/** A panic by its own words; anything else that fails a Go test is what the test itself said of an answer. */
function failureOf(heard: Heard, file: string, place: Place): TestFailure {
  const said = saidBy(heard, place);
  const panicked = panic.exec(said)?.[1];
  const lines = said.split('\n').map(line => line.trim());
  const message = panicked ?? lines.map(line => line.replace(logged, '')).join('\n');
  const type = panicked === undefined ? 'Failed' : 'panic';
  const base = file.slice(file.lastIndexOf('/') + 1);
  const line = lineIn(said, file) ?? lineIn(said, base);
  return {
    ...(!(panicked === undefined && isOfWorld(message)) && { type }),
    message: shorten(message),
    detail: shorten(said),
    ...(line && { line }),
  };
}

/** A package that ended early: by a panic, by leaving the process, or before any of its tests was run. */
function brokenOff(run: PackageRun, { name, known, place }: Around): CollectionError[] {
  if (run.whole.ending !== 'failed') return [];
  const began = new Set([...run.tests.keys()].map(test => test.split('/', 1)[0] ?? test));
  const failed = [...run.tests.values()].filter(({ ending }) => ending === 'failed' || ending === undefined);
  const cause = failed.find(({ output }) => panic.test(output)) ?? run.whole;
  const isBroken = failed.length === 0 || panic.test(cause.output);
  const files = isBroken ? known.filesWithout(name, began) : [];
  return unloaded(files, known.globOf(name), [failureOf(cause, files[0] ?? '', place)]);
}

function unloaded(files: readonly string[], unit: string, failures: readonly TestFailure[]): CollectionError[] {
  const [failure = { message: 'did not build', detail: '' }, ...others] = failures;
  return files.map(file => ({ file, failure, unit, ...(others.length > 0 && { others }) }));
}
