import { counted } from '../../domain/counted.ts';
import type { FileChange } from '../../domain/file-change.ts';
import type { Finding } from '../../domain/finding.ts';
import type { EvidenceRow } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import type { TestReport } from '../../domain/test-report.ts';
import { isHarnessPath, isTestPath } from '../../languages/roles.ts';
import type { FileDiff, Tree } from '../../ports/repositories.ts';
import { chosen, type Mutant, mutantsIn } from '../../referee/mutation/mutants.ts';
import { isResultOf } from '../../referee/tests-in-source.ts';
import type { Judging } from '../context.ts';
import { measureNewLines } from './coverage.ts';
import { type Tried, tryMutants } from './try-mutants.ts';

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
  kills: ReadonlyMap<string, number>;
}

/**
 * Changes the added lines one small thing at a time and runs the tests: what nobody notices is listed as the exact edit.
 * Nothing is run where the configuration says off, or where no code was added.
 */
export async function judgeMutation(judging: Judging, head: GreenHead): Promise<MutationVerdict | undefined> {
  const { enforcement, mutants: limit, minutes } = judging.settings.mutation;
  if (enforcement === 'off') return undefined;
  const all = await mutantsOf(judging, head);
  if (all.length === 0) return undefined;
  const { suite, proof, tree } = head;
  const bench = { ...judging, tree, overlay: suite.overlay };
  const testFiles = [...new Set(proof.tests.map(({ file }) => file))];
  const tried = await tryMutants(bench, { mutants: chosen(all, limit), report: suite.report, testFiles, minutes });
  const survivors = tried.filter(({ fate }) => fate.kind === 'survived').map(({ mutant }) => mutant);
  const isRequired = enforcement === 'required';
  const result = survivors.length === 0 ? 'pass' : isRequired ? 'fail' : 'advisory';
  const row: EvidenceRow = { item: 'mutants of new lines', result, evidence: evidenceOf(tried, all.length) };
  return { row, findings: survivors.map(mutant => survived(mutant, isRequired)), kills: killsOf(tried, proof) };
}

/** Mutants of the added lines of product code, those left out that are known to be run by no test. */
async function mutantsOf(judging: Judging, { tree, since }: GreenHead): Promise<Mutant[]> {
  const { settings, clone } = judging;
  const diffs = (await clone.diff(since.oid, tree.oid)).filter(({ path, change }) => {
    return (
      change !== 'deleted' && !isTestPath(path, settings) && !isHarnessPath(path, settings) && !path.endsWith('.d.ts')
    );
  });
  const texts = await tree.readMany(diffs.map(({ path }) => path));
  const idle = diffs.length > 0 ? await idleLines(judging, tree, diffs) : new Set<string>();
  const mutants = diffs.map(({ path, added }) => {
    const lines = added.map(({ line }) => line).filter(line => !idle.has(`${path}:${line}`));
    return mutantsIn({ path, text: texts.get(path) ?? '', added: new Set(lines) });
  });
  return (await Promise.all(mutants)).flat();
}

/** Added lines that no test runs, where the repository measures coverage; that run is the one of the checklist. */
async function idleLines(judging: Judging, tree: Tree, diffs: readonly FileDiff[]): Promise<Set<string>> {
  const { coverage, checks } = judging.settings;
  if (!coverage || checks.coverage === 'off') return new Set();
  const { measured } = await measureNewLines({ ...judging, tree, overlay: [] }, coverage, diffs);
  return new Set(measured.kind === 'measured' ? measured.missed.map(({ path, line }) => `${path}:${line}`) : []);
}

function evidenceOf(tried: readonly Tried[], available: number): string {
  const of = (kind: Tried['fate']['kind']) => tried.filter(({ fate }) => fate.kind === kind).length;
  const [unviable, late] = [of('unviable'), of('timed-out')];
  const viable = tried.length - unviable;
  const left = available - tried.length;
  return [
    `${of('killed') + late} of ${counted(viable, 'mutant')} killed`,
    ...(late > 0 ? [`${late} of them by running out of time`] : []),
    ...(unviable > 0 ? [`${unviable} more did not compile`] : []),
    ...(left > 0 ? [`${left} not tried`] : []),
  ].join(', ');
}

function survived({ path, line, before, after }: Mutant, isRequired: boolean): Finding {
  return {
    rule: 'mutant-survived',
    message: `No test notices this edit: - ${before} + ${after}`,
    path,
    line,
    remedy: 'Where it matters, a test that fails for it belongs in the next red.',
    ...(!isRequired && { level: 'notice' }),
  };
}

function killsOf(tried: readonly Tried[], { traces }: RedProof): Map<string, number> {
  const killers = tried.map(({ fate }) => (fate.kind === 'killed' ? fate.by : []));
  const isOf = (tests: readonly string[]) => (by: readonly string[]) =>
    by.some(result => tests.some(id => isResultOf({ id, isMany: true }, result)));
  return new Map(traces.map(({ criterion, tests }) => [criterion, killers.filter(isOf(tests)).length]));
}
