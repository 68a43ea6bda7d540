import type { ReportFormat } from '../../domain/settings.ts';
import type { RunEvidence, TestReport, UnusableReason } from '../../domain/test-report.ts';
import { readCargoTest } from './cargo-test.ts';
import { readGoTest, spokenByGo } from './go-test.ts';
import { readJest } from './jest.ts';
import { readMocha, readMochaLoadError } from './mocha.ts';
import { readNodeTest } from './node-test.ts';
import type { Place, Sources } from './place.ts';
import { plainText, shorten } from './place.ts';
import { readPytest } from './pytest.ts';
import { type Reading, type ReportReading, worstOfEach } from './results.ts';
import { readSurefire, spokenByBuild } from './surefire.ts';

/** One run of a suite as the sandbox gave it back. `text` is the report file, if the run left one. */
export interface FinishedRun {
  format: ReportFormat;
  text: string | undefined;
  /** The files of the report by name, where it is a directory of them. */
  files?: ReadonlyMap<string, string>;
  evidence: RunEvidence;
  ending: 'exited' | 'timed-out' | 'out-of-memory' | 'aborted';
  /** Repository-relative directory in which the command ran; `.` unless given. */
  directory?: string;
  /** Where the sandbox keeps its copy of the repository; `/repo` unless given. */
  workspace?: string;
  /** The tree that was run, for formats that {@link readsSources}. */
  sources?: Sources;
}

/** Formats that name tests by package, crate or class: the file is found in the sources. */
const byName: ReadonlySet<ReportFormat> = new Set(['go-json', 'cargo-text', 'junit-surefire']);

/** Whether a format needs to know the tree that was run. */
export const readsSources = (format: ReportFormat): boolean => byName.has(format);

/** Formats whose report holds all that the runner says. */
const spoken: Partial<Record<ReportFormat, (run: FinishedRun) => string>> = {
  'go-json': ({ text = '' }) => spokenByGo(text),
  'cargo-text': ({ text = '' }) => text,
  'junit-surefire': ({ files }) => spokenByBuild(files ?? new Map()),
};

const sandboxCopy = '/repo';
const largestReport = 32 * 1024 * 1024;

/**
 * Reads what a run left behind. The report comes from code that is being judged, so it is read as untrusted text and
 * believed only where it agrees with the exit status: alone, neither says anything about the tests.
 */
export function readReport(given: FinishedRun): TestReport {
  const run = withOutput(given);
  const unusable = (reason: UnusableReason, detail: string): TestReport => ({
    kind: 'unusable',
    reason,
    detail,
    evidence: run.evidence,
  });
  const { text, evidence } = run;
  if (run.ending === 'timed-out') return unusable('timed-out', 'The tests did not end within the time they may take.');
  if (run.ending === 'out-of-memory')
    return unusable('out-of-memory', 'The tests needed more memory than they may use.');
  if (run.ending === 'aborted') return unusable('no-report', 'The run was cancelled before it ended.');
  if (saysNoTests(run)) return unusable('no-tests', `The runner found no tests: ${lastWords(evidence)}`);
  if ((text === undefined || run.format in spoken) && isMissingCommand(evidence))
    return unusable('could-not-start', `The test command could not be started: ${lastWords(evidence)}`);
  if (text !== undefined && text.length > largestReport)
    return unusable('broken-report', `The report is larger than ${largestReport / 1024 / 1024} MB.`);
  const reading = readingOf(run);
  if (!reading) return unusable('no-report', `The runner left no report: ${lastWords(evidence)}`);
  if ('problem' in reading) return unusable('broken-report', `The runner's report cannot be read: ${reading.problem}.`);
  const results = worstOfEach(reading.results);
  const { collectionErrors } = reading;
  if (results.length + collectionErrors.length === 0) return unusable('no-tests', 'The report holds no test.');
  const conflict = conflictOf({ results, collectionErrors }, evidence);
  return conflict ? unusable('disagrees', conflict) : { kind: 'ran', results, collectionErrors, evidence };
}

/** Where all that the runner says goes into the report, people read its words from there. */
function withOutput(run: FinishedRun): FinishedRun {
  const said = spoken[run.format]?.(run);
  if (!said) return run;
  const output = `${run.evidence.output}${shorten(plainText(placeOf(run), said))}`;
  return { ...run, evidence: { ...run.evidence, output } };
}

function placeOf({ workspace, directory, sources }: FinishedRun): Place {
  return {
    workspace: workspace ?? sandboxCopy,
    directory: directory ?? '.',
    sources: sources ?? { paths: [], texts: new Map() },
  };
}

function readingOf(run: FinishedRun): ReportReading | undefined {
  const place = placeOf(run);
  const { format, text, files, evidence } = run;
  if (format === 'junit-surefire' && files) return readSurefire(files, place);
  if (text === undefined) return format === 'mocha-json' ? readMochaLoadError(evidence, place) : undefined;
  if (format === 'junit-pytest') return readPytest(text, place);
  if (format === 'junit-node') return readNodeTest(text, { place, evidence });
  if (format === 'junit-surefire') return readSurefire(new Map([['report.xml', text]]), place);
  if (format === 'go-json') return readGoTest(text, place);
  if (format === 'cargo-text') return readCargoTest(text, place);
  const json = jsonOf(text);
  if ('problem' in json) return json;
  return format === 'jest-json' ? readJest(json.value, place) : readMocha(json.value, place);
}

function jsonOf(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: `it is not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
}

function conflictOf({ results, collectionErrors }: Reading, { exitCode }: RunEvidence): string | undefined {
  const failures = results.filter(({ status }) => status === 'failed' || status === 'error').length;
  const red = failures + collectionErrors.length;
  if (exitCode === null) return 'The runner was killed, so its report may be incomplete.';
  if (exitCode === 0 && red > 0) return `The report holds ${red} failures, yet the runner ended with exit code 0.`;
  if (exitCode !== 0 && red === 0) return `Every test passed, yet the runner ended with exit code ${exitCode}.`;
  return undefined;
}

const noTestsExitCodeOfPytest = 5;

function saysNoTests({ format, text, evidence }: FinishedRun): boolean {
  if (format === 'junit-pytest') return evidence.exitCode === noTestsExitCodeOfPytest;
  return text === undefined && evidence.exitCode !== 0 && /^(Error: )?No test(s| files) found/m.test(evidence.output);
}

/** Exit codes of a shell that could not run a command (POSIX, "Exit Status for Commands"). */
const isMissingCommand = ({ exitCode }: RunEvidence): boolean => exitCode === 126 || exitCode === 127;

function lastWords(evidence: RunEvidence): string {
  const said = evidence.output.trim().split('\n').slice(-12).join('\n');
  return said || `no output, exit code ${evidence.exitCode}.`;
}
