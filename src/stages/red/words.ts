import type { Amendment } from '../../domain/amendment.ts';
import { counted } from '../../domain/counted.ts';
import type { Check, Outcome, PullContent } from '../../domain/outcome.ts';
import type { ClassifiedTest } from '../../domain/red.ts';
import type { Spec } from '../../domain/spec.ts';
import type { StageRow } from '../../domain/status.ts';
import { isTestPath } from '../../languages/roles.ts';
import { shortHash } from '../../referee/spec/hash.ts';
import { amendmentRows, amendmentSection, amendmentsOf } from '../amendments.ts';
import { approverName } from '../approver.ts';
import { code } from '../cell.ts';
import type { StageContext } from '../context.ts';
import { readTests } from '../frozen-words.ts';
import type { SealedTests } from '../held-out.ts';
import {
  criteriaTable,
  decisionSection,
  planSection,
  pullHead,
  redSection,
  testTable,
  unexpectedSection,
} from '../pull-words.ts';
import { redRows } from '../red-rows.ts';
import { scopeOf } from '../scope.ts';
import type { Proof } from './gate.ts';

interface Proven extends Proof {
  spec: Spec;
  cost: Partial<StageRow>;
  /** The account that the red commit names as approver; nothing while the tests are yet to be committed. */
  approvedBy: string | undefined;
  /** Tests that are kept from the implementer. */
  heldOut?: (SealedTests & { count?: number }) | undefined;
  /** What is amended by the commit that is yet to be made. */
  amends?: readonly Amendment[];
}

/** Red, proven: the commit of tests only, the draft pull request and the evidence. */
export function redOutcome(context: StageContext, proven: Proven): Outcome {
  const { proof, spec, files } = proven;
  const reds = proof.tests.filter(test => test.red).length;
  const pins = proof.tests.length - reds;
  const approvedBy = proven.approvedBy ?? String((context.trigger?.author ?? context.labelledBy).id);
  const hash = context.spec?.hash ?? '';
  const scope = scopeOf(spec, path => isTestPath(path, context.settings));
  const amendments = [...amendmentsOf(context), ...(proven.amends ?? [])];
  return {
    stage: 'red',
    row: {
      ...proven.cost,
      state: 'done',
      summary: `${counted(reds, 'test')} red for the right reason${pins > 0 ? `, ${counted(pins, 'pin')}` : ''}`,
      ...unexpectedPins(proof.tests),
    },
    headline: 'The tests are red for the right reason',
    next: readTests,
    ...(proven.approvedBy === undefined && {
      commit: {
        headline: `test(${scope}): add tests for ${spec.title}`,
        body: proof.traces.map(({ criterion, tests }) => `- ${criterion}: ${counted(tests.length, 'test')}`).join('\n'),
        changes: files,
        spec: hash,
        approvedBy,
        ...(context.trigger && { comment: String(context.trigger.id) }),
        ...(proven.heldOut && { heldOut: proven.heldOut.hash }),
      },
    }),
    checks: [
      approvalCheck({ hash, approver: approverName(context.facts, approvedBy), version: context.version }),
      withSealed(withRows(redCheck(proven, hash), amendmentRows(context, amendments)), proven.heldOut),
    ],
    pull: pullContent(context, proven, amendments),
    folds: [{ title: 'Why each test is red', body: testTable(proof.tests) }],
  };
}

/** New tests that are green without any code: legal, since they fix what must not change, and said. */
function unexpectedPins(tests: readonly ClassifiedTest[]): Pick<StageRow, 'unexpected'> {
  const pins = tests.filter(({ red }) => !red).map(({ name }) => code(name));
  if (pins.length === 0) return {};
  const text = `Green already, before any code: ${pins.join(', ')}. They are kept as pins: they fix what must not change.`;
  return { unexpected: [text] };
}

function approvalCheck({ hash, approver, version }: { hash: string; approver: string; version: string }): Check {
  return {
    name: 'redfirst/spec',
    title: `Plan ${shortHash(hash)} approved by ${approver}`,
    rows: [{ item: 'approval', result: 'pass', evidence: `plan ${shortHash(hash)}, approved by ${approver}` }],
    findings: [],
    runs: [],
    facts: { 'spec SHA-256': hash, redfirst: version },
  };
}

function redCheck({ proof, runs, spec, facts }: Proven, hash: string): Check {
  const reds = proof.tests.filter(test => test.red).length;
  return {
    name: 'redfirst/red',
    title: `${counted(reds, 'test')} red for the right reason, ${counted(spec.criteria.length, 'criterion', 'criteria')} covered`,
    rows: redRows(proof),
    findings: [],
    runs: runs.map(({ evidence }, index) => ({ ...evidence, purpose: purposes[index] ?? '' })),
    facts: { 'spec SHA-256': hash, ...facts },
  };
}

/** The runs of a proof, in order. */
const purposes = [
  'the suite without the new tests',
  'with them',
  'with them, once more',
  'with stubs of what is missing',
];

/** The check keeps what the App alone can read. */
function withSealed(check: Check, heldOut: Proven['heldOut']): Check {
  if (!heldOut) return check;
  const count = heldOut.count === undefined ? 'tests' : counted(heldOut.count, 'test');
  const evidence = `${count} red for the right reason, sealed below`;
  const row = { item: 'kept from the implementer', result: 'pass', evidence } as const;
  const facts = { ...check.facts, 'held-out SHA-256': heldOut.hash };
  return { ...withRows(check, [row]), facts, sealed: heldOut.text };
}

const withRows = (check: Check, rows: Check['rows']): Check => ({ ...check, rows: [...check.rows, ...rows] });

function pullContent(context: StageContext, { proof, cost }: Proven, amendments: readonly Amendment[]): PullContent {
  return {
    ...pullHead(context),
    isReady: false,
    sections: [
      { title: 'Acceptance criteria', body: criteriaTable(proof, { red: 'red', pin: 'green (a pin)' }) },
      ...amendmentSection(context, amendments),
      redSection(proof, 'Why each test is red'),
      ...decisionSection(context),
      ...unexpectedSection(context, { red: unexpectedPins(proof.tests) }),
      planSection(context, cost),
    ],
    supported: [],
    passed: [],
  };
}
