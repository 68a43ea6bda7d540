import type { Finding } from '../../domain/finding.ts';
import type { EvidenceRow } from '../../domain/outcome.ts';
import type { ChecklistItem, Enforcement, Settings } from '../../domain/settings.ts';
import type { FileDiff } from '../../ports/repositories.ts';
import { inspectAsyncIo } from './async-io.ts';
import { changedFiles, type Inspection, type Inspector } from './changed-code.ts';
import { inspectDocstrings } from './docstrings.ts';
import { inspectHardcoded } from './hardcoded.ts';
import { inspectImportOrder } from './import-order.ts';
import { inspectSecrets } from './secrets.ts';
import { inspectTodo } from './todo.ts';
import { inspectTypeHints } from './type-hints.ts';

/** One item of the checklist, judged, with what was seen. */
export interface ChecklistRow {
  item: ChecklistItem;
  enforcement: Enforcement;
  result: EvidenceRow['result'];
  evidence: string;
  findings: Finding[];
}

/** The items that can be read off the change itself; tests, coverage, lint, types and docs are seen by running things. */
const inspectorsOf = (step: string | undefined) =>
  ({
    'type-hints': inspectTypeHints,
    docstrings: inspectDocstrings,
    'no-hardcoded-values': inspectHardcoded,
    'no-todo': inspectTodo(step),
    'no-secrets': inspectSecrets,
    'import-order': inspectImportOrder,
    'async-io': inspectAsyncIo,
  }) satisfies Partial<Record<ChecklistItem, Inspector>>;

interface ChangeCase {
  diffs: readonly FileDiff[];
  /** Text of each changed file as the change leaves it. */
  texts: ReadonlyMap<string, string>;
  settings: Pick<Settings, 'root' | 'tests' | 'checks'>;
  /** Number of the step of a plan that the change carries out. */
  step?: string | undefined;
}

/** Judges the added lines of a change, item by item. An item that is off is not judged and has no row. */
export async function inspectChange({ diffs, texts, settings, step }: ChangeCase): Promise<ChecklistRow[]> {
  const files = changedFiles(diffs, texts, settings);
  const rows: ChecklistRow[] = [];
  const inspectors = inspectorsOf(step);
  for (const [item, inspect] of Object.entries(inspectors) as [keyof typeof inspectors, Inspector][]) {
    const enforcement = settings.checks[item];
    if (enforcement !== 'off') rows.push(rowOf(item, enforcement, await inspect(files)));
  }
  return rows;
}

function rowOf(item: ChecklistItem, enforcement: Enforcement, inspection: Inspection): ChecklistRow {
  const { inspected, what, findings, note } = inspection;
  const counted = `${inspected} ${what}`;
  if (inspected === 0) return { item, enforcement, result: 'not-applicable', evidence: note ?? `no ${what}`, findings };
  if (findings.length === 0)
    return { item, enforcement, result: 'pass', evidence: `${what}: ${inspected}, nothing found`, findings };
  const places = findings
    .slice(0, 3)
    .map(({ path, line }) => `\`${path}:${line}\``)
    .join(', ');
  const evidence = `${findings.length} of ${counted}: ${places}${findings.length > 3 ? ' …' : ''}`;
  return { item, enforcement, result: resultOf(enforcement, findings), evidence, findings };
}

/** What findings amount to under an enforcement; other items of the checklist use it for theirs. */
export function resultOf(enforcement: Enforcement, findings: readonly Finding[]): EvidenceRow['result'] {
  if (findings.length === 0) return 'pass';
  return enforcement === 'required' ? 'fail' : 'advisory';
}
