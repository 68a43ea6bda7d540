import { counted } from '../../domain/counted.ts';
import type { FileChange } from '../../domain/file-change.ts';
import type { Finding } from '../../domain/finding.ts';
import type { EvidenceRow } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import type { Settings } from '../../domain/settings.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { isHarnessPath, isTestPath } from '../../languages/roles.ts';
import type { FileDiff, Tree } from '../../ports/repositories.ts';
import type { Tried } from '../../referee/mutation/fate.ts';
import { type Mutant, mutantsIn, type NewLines } from '../../referee/mutation/mutants.ts';
import { isResultOf } from '../../referee/tests-in-source.ts';
import type { Judging } from '../context.ts';
import { measureNewLines } from './coverage.ts';
import { type Trial, tryLines } from './trial.ts';

/** The suite on a head, with the tests that were laid over it for this run. */
export interface SeenSuite {
  report: TestReport;
  overlay: readonly FileChange[];
}

interface GreenHead {
  tree: Tree;
  since: Tree;
  suite: SeenSuite;
  proof: RedProof;
}

/** What the tests noticed of small changes to the new code. */
export interface MutationVerdict {
  row: EvidenceRow;
  findings: Finding[];
  /** Mutants that the tests of each criterion killed. */
  kills: ReadonlyMap<string, number> | undefined;
}

/**
 * Changes the added lines one small thing at a time and runs the tests: what nobody notices is listed as the exact edit.
 * Nothing is run where the configuration says off, or where no code was added.
 */
export async function judgeMutation(judging: Judging, head: GreenHead): Promise<MutationVerdict | undefined> {
  const { enforcement } = judging.settings.mutation;
  if (enforcement === 'off') return undefined;
  const lines = await linesOf(judging, head);
  const all = (await Promise.all(lines.map(mutantsIn))).flat();
  const { suite, proof, tree } = head;
  const testFiles = [...new Set(proof.tests.map(({ file }) => file))];
  const bench = { ...judging, tree, overlay: suite.overlay };
  const trial = await tryLines(bench, { lines, all, report: suite.report, testFiles });
  if (all.length + trial.tried.length === 0) return undefined;
  const survivors = trial.tried.filter(({ fate }) => fate.kind === 'survived').map(({ mutant }) => mutant);
  const isRequired = enforcement === 'required';
  const isUntried = trial.tried.length === 0 && trial.stryker?.kind !== 'tried';
  const findings = [
    ...survivors.map(mutant => survived(mutant, isRequired)),
    ...(isUntried ? [untried(judging.settings.mutation)] : []),
  ];
  const result = findings.length === 0 ? 'pass' : isRequired ? 'fail' : 'advisory';
  const row: EvidenceRow = { item: 'mutants of new lines', result, evidence: evidenceOf(trial) };
  return { row, findings, kills: killsOf(trial, proof) };
}

/** Nothing was seen, so nothing is said for the tests. */
const untried = ({ minutes, enforcement }: Settings['mutation']): Finding => ({
  rule: 'mutants-untried',
  message: `No mutant could be tried within ${counted(minutes, 'minute')}.`,
  remedy: 'Give `mutation.minutes` in `.github/redfirst.yml` more of them, or let the suite take less time.',
  ...(enforcement !== 'required' && { level: 'notice' }),
});

/** The added lines of product code, those left out that are known to be run by no test. */
async function linesOf(judging: Judging, { tree, since }: GreenHead): Promise<NewLines[]> {
  const { settings, clone } = judging;
  const diffs = (await clone.diff(since.oid, tree.oid)).filter(({ path, change }) => {
    return (
      change !== 'deleted' && !isTestPath(path, settings) && !isHarnessPath(path, settings) && !path.endsWith('.d.ts')
    );
  });
  const texts = await tree.readMany(diffs.map(({ path }) => path));
  const idle = diffs.length > 0 ? await idleLines(judging, tree, diffs) : new Set<string>();
  return diffs.map(({ path, added }) => {
    const lines = added.map(({ line }) => line).filter(line => !idle.has(`${path}:${line}`));
    return { path, text: texts.get(path) ?? '', added: new Set(lines) };
  });
}

/** Added lines that no test runs, where the repository measures coverage; that run is the one of the checklist. */
async function idleLines(judging: Judging, tree: Tree, diffs: readonly FileDiff[]): Promise<Set<string>> {
  const { coverage, checks } = judging.settings;
  if (!coverage || checks.coverage === 'off') return new Set();
  const { measured } = await measureNewLines({ ...judging, tree, overlay: [] }, coverage, diffs);
  return new Set(measured.kind === 'measured' ? measured.missed.map(({ path, line }) => `${path}:${line}`) : []);
}

function evidenceOf({ tried, left, stryker }: Trial): string {
  const of = (kind: Tried['fate']['kind']) => tried.filter(({ fate }) => fate.kind === kind).length;
  const [unviable, late] = [of('unviable'), of('timed-out')];
  const viable = tried.length - unviable;
  const said = [
    `${of('killed') + late} of ${counted(viable, 'mutant')} killed`,
    ...(late > 0 ? [`${late} of them by running out of time`] : []),
    ...(unviable > 0 ? [`${unviable} more did not compile`] : []),
    ...(left > 0 ? [`${left} not tried`] : []),
    ...(stryker?.kind === 'tried' && stryker.tried.length > 0 ? [`by StrykerJS ${stryker.version ?? ''}`.trim()] : []),
  ].join(', ');
  return stryker?.kind === 'none' ? `${said}; StrykerJS could not be used: ${stryker.why}` : said;
}

function survived({ path, line, before, after }: Mutant, isRequired: boolean): Finding {
  return {
    rule: 'mutant-survived',
    message: `No test notices this edit: - ${inOneLine(before)} + ${inOneLine(after)}`,
    path,
    line,
    remedy: 'Where it matters, a test that fails for it belongs in the next red.',
    ...(!isRequired && { level: 'notice' }),
  };
}

const inOneLine = (code: string): string => code.replace(/\s*\n\s*/g, ' ').slice(0, 200);

/** Nothing where mutants were killed and nobody says by which test. */
function killsOf({ tried }: Trial, { traces }: RedProof): Map<string, number> | undefined {
  const killers = tried.flatMap(({ fate }) => (fate.kind === 'killed' ? [fate.by] : []));
  if (killers.length > 0 && killers.every(by => by.length === 0)) return undefined;
  const isOf = (tests: readonly string[]) => (by: readonly string[]) =>
    by.some(result => tests.some(id => isResultOf({ id, isMany: true }, result)));
  return new Map(traces.map(({ criterion, tests }) => [criterion, killers.filter(isOf(tests)).length]));
}
