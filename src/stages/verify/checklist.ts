import type { Finding } from '../../domain/finding.ts';
import type { Check, EvidenceRow } from '../../domain/outcome.ts';
import type { ChecklistItem, Enforcement, Settings } from '../../domain/settings.ts';
import { checklistItems } from '../../domain/settings.ts';
import type { FileDiff, Tree } from '../../ports/repositories.ts';
import { inspectChange } from '../../referee/checklist/checklist.ts';
import type { Judging } from '../context.ts';
import type { CommittedTests } from '../frozen-tests.ts';
import { putUnderLoad } from '../load.ts';
import type { WaiverVerdict } from '../waivers.ts';
import { judgeCopied } from './copied.ts';
import { judgeCoverage } from './coverage.ts';
import { judgeDocs } from './docs.ts';
import type { Judged } from './judged.ts';
import type { RungResult } from './ladder.ts';
import { climbLadder } from './ladder.ts';
import type { MutationVerdict } from './mutation.ts';
import { judgeSilenced } from './silenced.ts';
import { judgeStep } from './step.ts';
import { runValidation } from './validation.ts';
import { type Entry, waive } from './waive.ts';

interface Head {
  tests: CommittedTests;
  tree: Tree;
  isGreen: boolean;
  /** What the change is laid against. */
  since: Tree;
  /** What the tests noticed of small changes; nothing where none were tried. */
  mutation: MutationVerdict | undefined;
}

/** The check `redfirst/checklist` on the head, and the items that its evidence supports. */
export async function judgeChecklist(
  judging: Judging,
  head: Head,
): Promise<{ check: Check; supported: ChecklistItem[]; waivers: WaiverVerdict }> {
  const { clone, settings, plan, sandbox, waiving } = judging;
  const diffs = await clone.diff(head.since.oid, head.tree.oid);
  const bench = { ...judging, tree: head.tree, overlay: [] };
  const rungs = await climbLadder(bench, head.since);
  const judged = {
    ...(await inspected(judging, diffs, head.tree)),
    'tests-pass': say(head.isGreen ? 'pass' : 'fail', head.isGreen ? 'see redfirst/green' : 'redfirst/green fails'),
    ...(settings.checks.coverage === 'off' ? {} : { coverage: await judgeCoverage(bench, diffs) }),
    lint: fromLadder(rungs, ['lint', 'format']),
    types: fromLadder(rungs, ['types']),
    docs: await judgeDocs(settings, { diffs, plan, tree: head.tree }),
  } satisfies Partial<Record<ChecklistItem, Judged>>;
  const validation = await runValidation(bench, plan);
  const load = await putUnderLoad(bench, head.since);
  const items = enforced(judged, settings);
  const others = rungs.filter(({ item }) => item === 'other');
  const judgedRows: Entry[] = [
    ...items.map(({ item, row, findings }) => ({ name: item, row, findings })),
    ...(await judgeWhole(judging, { ...head, diffs })),
    ...others.map(({ row, rung }) => ({ name: rung, row, findings: [] })),
    ...validation.map(({ row }) => ({ name: 'validation', row, findings: [] })),
    ...(load?.rows ?? []).map(row => ({ name: 'hammer', row, findings: [] })),
  ];
  const { entries, verdict } = await waive(judgedRows, { tree: head.tree, law: waiving });
  const rows = entries.map(({ row }) => row);
  return {
    waivers: verdict,
    supported: items.filter(({ row }) => row.result === 'pass').map(({ item }) => item),
    check: {
      name: 'redfirst/checklist',
      title: titleOf(items.length, rows),
      rows,
      findings: entries.flatMap(told),
      runs: [
        ...items.flatMap(({ runs }) => runs),
        ...others.map(({ run }) => run),
        ...validation.map(({ run }) => run),
        ...(load?.runs ?? []),
      ],
      facts: { sandbox: await sandbox.describe() },
    },
  };
}

function titleOf(items: number, rows: readonly EvidenceRow[]): string {
  const failed = rows.filter(({ result }) => result === 'fail');
  if (failed.length === 0) return `${items} items hold`;
  return `${failed.length} of ${rows.length} items fail: ${failed.map(({ item }) => item).join(', ')}`;
}

/** What is no item of the checklist, and holds for every change all the same. */
async function judgeWhole(judging: Judging, head: Head & { diffs: readonly FileDiff[] }): Promise<Entry[]> {
  const { mutation } = head;
  return [
    ...(await judgeStep(judging, head)),
    { name: 'silenced', ...(await judgeSilenced(judging.settings, head)) },
    { name: 'copied-answers', ...(await judgeCopied(judging, head)) },
    ...(mutation ? [{ name: 'mutation', row: mutation.row, findings: mutation.findings }] : []),
  ];
}

/** What is shown on the lines: why a row fails, and what is only said. */
const told = ({ row, findings }: Entry): Finding[] =>
  findings.filter(({ level }) => row.result === 'fail' || level === 'notice');

function say(result: Judged['result'], evidence: string): Judged {
  return { result, evidence, findings: [], runs: [] };
}

async function inspected(
  { settings, plan }: Judging,
  diffs: readonly FileDiff[],
  tree: Tree,
): Promise<Partial<Record<ChecklistItem, Judged>>> {
  const texts = await tree.readMany(diffs.filter(({ change }) => change !== 'deleted').map(({ path }) => path));
  const rows = await inspectChange({ diffs, texts, settings, step: plan.step?.number });
  return Object.fromEntries(
    rows.map(({ item, result, evidence, findings }) => [item, { result, evidence, findings, runs: [] }]),
  );
}

/** What the repository's own commands say of an item; where it has none, nothing is claimed. */
function fromLadder(rungs: readonly RungResult[], kinds: readonly RungResult['item'][]): Judged {
  const own = rungs.filter(({ item }) => kinds.includes(item));
  if (own.length === 0) return say('not-applicable', 'the repository has no command for this');
  const rows = own.map(({ row }) => row);
  const worst =
    (['fail', 'advisory', 'pass'] as const).find(result => rows.some(row => row.result === result)) ?? 'pass';
  return {
    result: worst,
    evidence: rows.map(({ item, evidence }) => `${item}: ${evidence}`).join('; '),
    findings: [],
    runs: own.map(({ run }) => run),
    ...(rows.some(({ isUnexpected }) => isUnexpected) && { isUnexpected: true }),
  };
}

/** Every item in the order of the checklist, under the repository's own enforcement. */
function enforced(judged: Partial<Record<ChecklistItem, Judged>>, { checks }: Settings) {
  return checklistItems.flatMap(item => {
    const found = judged[item];
    const enforcement = checks[item];
    if (!found || enforcement === 'off') return [];
    const { result, findings, runs, ...said } = found;
    return [{ item, row: { ...said, item: titles[item], result: weighed(result, enforcement) }, findings, runs }];
  });
}

function weighed(result: EvidenceRow['result'], enforcement: Enforcement): EvidenceRow['result'] {
  return result === 'fail' && enforcement === 'advisory' ? 'advisory' : result;
}

const titles: Record<ChecklistItem, string> = {
  'type-hints': 'new code has type hints',
  docstrings: 'public functions have docstrings',
  'tests-pass': 'all tests pass',
  coverage: 'new code is covered',
  'no-hardcoded-values': 'no hard-coded values',
  'no-todo': 'no TODO comments',
  lint: 'lint',
  types: 'type check',
  docs: 'documentation updated',
  'no-secrets': 'no secrets',
  'import-order': 'imports in order',
  'async-io': 'asynchronous input and output',
};
