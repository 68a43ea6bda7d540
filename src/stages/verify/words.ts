import { counted } from '../../domain/counted.ts';
import { findingLine } from '../../domain/finding.ts';
import type { Check, EvidenceRow, Outcome, PullContent } from '../../domain/outcome.ts';
import type { RedProof } from '../../domain/red.ts';
import type { ChecklistItem } from '../../domain/settings.ts';
import type { StageRow } from '../../domain/status.ts';
import { isTestPath } from '../../languages/roles.ts';
import { shortHash } from '../../referee/spec/hash.ts';
import { amendmentSection, amendmentsOf } from '../amendments.ts';
import { approverName } from '../approver.ts';
import { cell } from '../cell.ts';
import type { StageContext } from '../context.ts';
import type { ApprovedTests } from '../frozen-tests.ts';
import type { HeldOut } from '../held-out.ts';
import { criteriaTable, decisionSection, planSection, pullHead, redSection, unexpectedSection } from '../pull-words.ts';
import { scopeOf } from '../scope.ts';
import { stopped } from '../stopped.ts';
import { unexpectedIn } from '../unexpected.ts';
import { type WaiverVerdict, waiverSection } from '../waivers.ts';

/** The check `redfirst/spec` on the head: which plan, and whose approval the red commit carries. */
export function approvalCheck({ spec, facts }: StageContext, { trailers, oid }: ApprovedTests): Check {
  const hash = spec?.hash ?? '';
  const approver = approverName(facts, trailers.approvedBy);
  return {
    name: 'redfirst/spec',
    title: `Plan ${shortHash(hash)} approved by ${approver}`,
    rows: [
      {
        item: 'approval',
        result: 'pass',
        evidence: `plan ${shortHash(hash)}, approved by ${approver}, recorded in ${oid.slice(0, 7)}`,
      },
    ],
    findings: [],
    runs: [],
    facts: { 'spec SHA-256': hash, 'red commit': oid },
  };
}

interface Verification {
  checks: Check[];
  supported: ChecklistItem[];
  proof: RedProof | undefined;
  cost: Partial<StageRow>;
  waivers: WaiverVerdict;
  heldOut: HeldOut;
  kills: ReadonlyMap<string, number> | undefined;
}

const failsIn = (check: Check) => check.rows.filter(({ result }) => result === 'fail');

/** The end of a run, or what keeps it from ending. */
export function verified(context: StageContext, verification: Verification): Outcome {
  const { checks, cost, waivers, heldOut } = verification;
  const { answered } = waivers;
  const failed = checks.flatMap(failsIn);
  const pull = pullContent(context, { ...verification, isReady: failed.length === 0 });
  if (failed.length > 0) {
    const findings = checks
      .flatMap(check => (failsIn(check).length > 0 ? check.findings : []))
      .filter(({ level }) => level !== 'notice');
    const lines = [
      ...failed.map(({ item, evidence }) => `- **${item}**: ${evidence}`),
      '',
      ...findings.slice(0, 20).map(findingLine),
    ];
    const text = `These checks fail on \`${context.facts.branch?.oid.slice(0, 7)}\`:\n\n${lines.join('\n').trim()}\n\nPush a correction, or reply \`/retry\`.${waiverHint(failed)}`;
    const summary = `${counted(failed.length, 'item')} failed`;
    const reason = heldOut.kind === 'lost' ? 'held-out-lost' : 'checks-failed';
    return { ...stopped('verify', { reason, summary, text, cost }), checks, pull, answered };
  }
  const rows = checks.flatMap(({ rows: items }) => items).filter(({ result }) => result === 'pass').length;
  return {
    stage: 'verify',
    row: {
      ...cost,
      state: 'done',
      summary: `every required check holds, ${counted(rows, 'item')} with evidence`,
      ...unexpectedIn(checks.flatMap(check => check.rows)),
    },
    headline: 'Done: every required check holds',
    next: `review pull request #${context.facts.pull?.number}.`,
    checks,
    pull,
    answered,
    isFinal: true,
  };
}

/** What the implementer did not see joins the other tests, once the code has held against it. */
export function heldOutHolds(
  { plan, settings, spec }: StageContext,
  { files, hash }: Extract<HeldOut, { kind: 'sealed' }>,
): Outcome {
  const scope = scopeOf(plan, path => isTestPath(path, settings));
  return {
    stage: 'verify',
    headline: 'The code holds against tests that the implementer never saw',
    next: '',
    commit: {
      headline: `test(${scope}): add held-out tests for ${plan.title}`,
      body: 'Written and proven red with the others, and kept from the implementer until the code was green.',
      changes: files,
      spec: spec?.hash ?? '',
      heldOut: hash,
    },
  };
}

/** What may be let stand, by name. */
function waiverHint(failed: readonly EvidenceRow[]): string {
  const words = failed.flatMap(({ waivable }) => (waivable ? [`\`/waive ${waivable}\``] : []));
  return words.length > 0 ? ` What is right as it stands can be waived with a reason: ${words.join(', ')}.` : '';
}

interface Reported extends Verification {
  isReady: boolean;
}

function pullContent(
  context: StageContext,
  { checks, supported, proof, isReady, cost, waivers, kills }: Reported,
): PullContent {
  const seen = { red: 'red\u00a0→\u00a0green', pin: 'green throughout (a\u00a0pin)' };
  const holds = new Set<string>(supported);
  return {
    ...pullHead(context),
    isReady,
    sections: [
      ...(proof ? [{ title: 'Acceptance criteria', body: criteriaTable(proof, seen, kills) }] : []),
      ...amendmentSection(context, amendmentsOf(context)),
      ...waiverSection(waivers.inForce),
      { title: 'Verification', body: checkTable(checks) },
      ...(proof ? [redSection(proof, 'Why each test was red')] : []),
      { title: 'Every item with its evidence', body: itemTable(checks.flatMap(({ rows }) => rows)), isFolded: true },
      ...decisionSection(context),
      ...unexpectedSection(context, { verify: unexpectedIn(checks.flatMap(({ rows }) => rows)) }),
      planSection(context, cost),
    ],
    supported,
    passed: context.settings.ladder.filter(({ item }) => holds.has(item)).map(({ name, run }) => `${name}: ${run}`),
  };
}

const symbols: Record<EvidenceRow['result'], string> = {
  pass: '✅',
  fail: '❌',
  advisory: '⚠️',
  'not-applicable': '➖',
};

function checkTable(checks: readonly Check[]): string {
  const rows = checks.map(check => {
    const symbol = failsIn(check).length > 0 ? symbols.fail : symbols.pass;
    return `| ${symbol} | \`${check.name}\` | ${cell(check.title)} |`;
  });
  return ['| | Check | Verdict |', '|---|---|---|', ...rows].join('\n');
}

function itemTable(rows: readonly EvidenceRow[]): string {
  const lines = rows.map(({ result, item, evidence }) => `| ${symbols[result]} | ${cell(item)} | ${cell(evidence)} |`);
  return ['| | Item | Evidence |', '|---|---|---|', ...lines].join('\n');
}
