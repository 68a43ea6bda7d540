import type { ChecklistItem, Enforcement } from '../../../src/domain/settings.ts';
import type { FileDiff } from '../../../src/ports/repositories.ts';
import { type ChecklistRow, inspectChange } from '../../../src/referee/checklist/checklist.ts';

const items = [
  'type-hints',
  'docstrings',
  'no-hardcoded-values',
  'no-todo',
  'no-secrets',
  'import-order',
  'async-io',
] as const;
type Checks = Record<ChecklistItem, Enforcement>;

/** All items required, over files of which every line was added unless `added` names the lines. */
export async function inspect(
  files: Record<string, string>,
  { added, checks = {} }: { added?: number[]; checks?: Partial<Checks> } = {},
): Promise<ChecklistRow[]> {
  const diffs = Object.entries(files).map(([path, text]): FileDiff => {
    const lines = added ?? text.split('\n').map((_, index) => index + 1);
    const facts = { oldPath: undefined, change: 'added', isBinary: false, newMode: undefined, removed: [] } as const;
    return {
      ...facts,
      removed: [],
      path,
      added: lines.map(line => ({ line, text: text.split('\n')[line - 1] ?? '' })),
    };
  });
  const required = Object.fromEntries(items.map(item => [item, 'required'])) as Checks;
  const tests = { paths: ['tests/**', '**/*.test.ts'], harness: ['**/conftest.py'] };
  const whole = { command: '', run: '', report: 'jest-json', reportFile: '', environment: {}, timeout: 1 } as const;
  const settings = { root: '.', tests: { ...whole, ...tests }, checks: { ...required, ...checks } };
  return inspectChange({ diffs, texts: new Map(Object.entries(files)), settings });
}

/** Findings of one item as `line: message`. */
export async function findingsOf(item: ChecklistItem, path: string, text: string, added?: number[]): Promise<string[]> {
  const rows = await inspect({ [path]: text }, added ? { added } : {});
  return (rows.find(row => row.item === item)?.findings ?? []).map(({ line, message }) => `${line}: ${message}`);
}
