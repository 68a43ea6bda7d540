import { dirname } from 'node:path/posix';
import type { Edit } from '../domain/edit.ts';
import type { FileChange } from '../domain/file-change.ts';
import { mergeChanges, type TreeEntry } from '../domain/file-change.ts';
import type { Finding } from '../domain/finding.ts';
import { isHarnessPath, isTestPath } from '../languages/roles.ts';
import type { Tree } from '../ports/repositories.ts';
import { addedLines } from '../referee/added-lines.ts';
import { withCode } from '../referee/code-lines.ts';
import { holdingTests, judgeInFileTests } from '../referee/frozen/in-file-tests.ts';
import { frozenByParts, judgeFrozen } from '../referee/frozen.ts';
import { findOpaque } from '../referee/opaque-text.ts';
import { judgeChanges } from '../referee/paths.ts';
import { findSuppressions } from '../referee/suppressions.ts';
import { findTestSniffing } from '../referee/test-sniffing.ts';
import { applyEdits } from '../writer/apply-edits.ts';
import type { Judgment } from '../writer/converse.ts';
import type { Judging, StageContext } from './context.ts';

import { type CommittedTests, frozenEntries, frozenTexts } from './frozen-tests.ts';
import { foreignToStep } from './step-gate.ts';

/**
 * What was done to the tests, or to what they rest on, between the red commit and the head. What a merge of the base
 * brought is the base's: files that red left alone may be as they are on `since`, the newest commit of the base here.
 */
export async function tamperings(
  { settings }: Pick<Judging, 'settings'>,
  { tests, tree, since }: { tests: CommittedTests; tree: Tree; since?: Tree | undefined },
): Promise<Finding[]> {
  const [entries, now] = [await tests.at.list(), await tree.list()];
  const frozen = await frozenEntries(tests, settings);
  const parts = frozenByParts(frozen);
  const texts = { before: await frozenTexts(tests, parts), now: await tree.readMany(parts) };
  const sources = holdingTests(entries, now, settings);
  const inFile = await judgeInFileTests(await frozenTexts(tests, sources), await tree.readMany(sources));
  const findings = [...judgeFrozen({ frozen, now, settings, texts }), ...inFile];
  if (!since || since.oid === tests.before.oid) return findings;
  const own = new Set(tests.files.map(({ path }) => path));
  const [here, there] = [entriesOf(now), entriesOf(await since.list())];
  return findings.filter(({ path = '' }) => own.has(path) || here.get(path) !== there.get(path));
}

const entriesOf = (entries: readonly TreeEntry[]) =>
  new Map(entries.map(({ path, mode, oid }) => [path, `${mode} ${oid}`]));

/**
 * Edits as one change set over the draft so far, refused when they reach where the implementer may not write: a test, the
 * harness, the plan, or a file that neither the approved plan nor a person's answer names.
 */
export async function judgeEdits(
  { context, tree }: { context: Pick<StageContext, 'settings' | 'spec' | 'plan' | 'talk'>; tree: Tree },
  { edits, draft }: { edits: readonly Edit[]; draft: readonly FileChange[] },
): Promise<Judgment<FileChange[]>> {
  const drafted = new Map(draft.map(({ path, content }) => [path, content]));
  const applied = await applyEdits(edits, async path =>
    drafted.has(path) ? (drafted.get(path) ?? undefined) : tree.read(path),
  );
  if (applied.kind === 'refuse') return applied;
  const { settings, spec } = context;
  const refused = judgeChanges(applied.changes, await tree.list(), {
    allow: path => !isTestPath(path, settings) && !isHarnessPath(path, settings) && path !== spec?.path,
    protected: settings.protected,
  });
  const others = applied.changes.filter(change => refused.every(({ path }) => path !== change.path));
  const findings = [
    ...refused,
    ...judgeScope(others, context),
    ...(await inAddedLines(applied.changes, tree)),
    ...(await foreignToStep(context, { tree, changes: applied.changes })),
  ];
  if (findings.length > 0) return { kind: 'refuse', findings };
  return { kind: 'accept', product: mergeChanges(draft, applied.changes) };
}

/** Changes to files that nobody approved. A directory of a new file may be marked as a Python package. */
function judgeScope(changes: readonly FileChange[], { plan, talk }: Pick<StageContext, 'plan' | 'talk'>): Finding[] {
  const named = new Set([...plan.relevantFiles, ...plan.newFiles].map(({ path }) => path));
  const answered = new Set(talk.flatMap(({ body }) => body.match(/[\w./-]+\w/g) ?? []));
  const isMarker = (path: string) =>
    path.endsWith('/__init__.py') && plan.newFiles.some(file => file.path.startsWith(`${dirname(path)}/`));
  return changes
    .filter(({ path }) => !named.has(path) && !answered.has(path) && !isMarker(path))
    .map(({ path }) => ({
      rule: 'out-of-plan',
      path,
      message: `\`${path}\` is not among the files that the approved plan names.`,
      remedy: 'Do without it. Where the feature cannot be built without it, ask, and let a person name the file.',
    }));
}

/** On the lines that the edits add: comments that silence a tool, code that asks whether it is tested, opaque data. */
async function inAddedLines(changes: readonly FileChange[], tree: Tree): Promise<Finding[]> {
  const before = await tree.readMany(changes.map(({ path }) => path));
  const texts = new Map(changes.flatMap(({ path, content }) => (content === null ? [] : [[path, content]])));
  const lines = [...texts].map(([path, text]) => ({ path, added: addedLines(before.get(path) ?? '', text) }));
  const added = await withCode(lines, texts);
  return [...findSuppressions(added, 'suppression'), ...findTestSniffing(added), ...findOpaque(added)];
}
