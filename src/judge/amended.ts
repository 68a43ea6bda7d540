import { createHash } from 'node:crypto';
import type { CommentFacts } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { Tree } from '../ports/repositories.ts';
import { testsInSource } from '../referee/tests-in-source.ts';
import type { Judging } from '../stages/context.ts';
import { tamperings } from '../stages/edit-gate.ts';
import type { CommittedTests } from '../stages/frozen-tests.ts';
import { amendedAt } from '../stages/frozen-tests.ts';
import { proveCommitted } from '../stages/prove-committed.ts';
import { changesBeside, noLongerRed, type Thaw, weakening } from '../stages/red/amend-gate.ts';
import { thawsOf } from '../stages/red/amend-targets.ts';

/** A person's word that a frozen test, or a file that decides what tests mean, shall be as it is now. */
export interface AmendmentWord {
  /** A path, or `<path>::<test>`. */
  target: string;
  reason: string;
  /** Who said it, and when or where, in a few words. */
  by: string;
  /** The comment that it stands in; none where a commit says it. */
  comment?: CommentFacts;
  /** What it was said for: what is there now and waits to be judged, what our answer tells, or what a commit holds. */
  version: { kind: 'now' } | { kind: 'told'; print: string } | { kind: 'commit'; oid: string };
}

/** A word that was not taken, and why. */
export interface RefusedWord {
  word: AmendmentWord;
  findings: Finding[];
}

/** What became of the amendments: the tests with those that are in force, and the hash of what each holds for. */
export interface Amended {
  tests: CommittedTests;
  inForce: { word: AmendmentWord; print: string }[];
  refused: RefusedWord[];
}

/** The tests as red left them, the head with those that shall take their place, and what people said of it. */
export interface AmendCase {
  tests: CommittedTests;
  tree: Tree;
  since: Tree;
  words: readonly AmendmentWord[];
}

interface Standing {
  thaw: Thaw<AmendmentWord>;
  print: string;
}

/**
 * Takes tests that people changed in place of those before: only what a person named and gave a reason for, only as long
 * as it is what that person saw, and only if it is red again without the implementation.
 */
export async function amendTests(judging: Judging, given: AmendCase): Promise<Amended> {
  const { tests, tree, since, words } = given;
  if (words.length === 0) return { tests, inForce: [], refused: [] };
  const { thaws, unknown } = await thawsOf({ amendments: words, settings: judging.settings }, { tests, tree });
  const touched = await tamperings(judging, { tests, tree, since });
  const standing: Standing[] = [];
  const refused = unknown.map(({ asked, why }): RefusedWord => ({ word: asked, findings: why }));
  for (const thaw of thaws) {
    const print = await printOf(judging, thaw, tree);
    const isThere = await isWhatWasSeen(judging, thaw, print);
    const isPushed = touched.some(({ path }) => path === thaw.path);
    if (isThere && isPushed) standing.push({ thaw, print });
    if (!isPushed && thaw.asked.version.kind === 'now') refused.push({ word: thaw.asked, findings: [unchanged(thaw)] });
  }
  const fit: Standing[] = [];
  for (const [path, group] of byPath(standing)) {
    const findings = await unfitness(judging, given, { path, group });
    if (findings.length === 0) fit.push(...group);
    else refused.push(...refusal(group, findings));
  }
  const proven = await provenOf(judging, given, fit);
  return { ...proven, refused: [...refused, ...proven.refused] };
}

/** A word holds for what its author saw, and for nothing that came later. */
async function isWhatWasSeen(judging: Judging, thaw: Thaw<AmendmentWord>, print: string): Promise<boolean> {
  const { version } = thaw.asked;
  if (version.kind === 'now') return true;
  const seen =
    version.kind === 'told' ? version.print : await printOf(judging, thaw, await judging.clone.treeAt(version.oid));
  return seen === print;
}

/** The same for the same file, or for the same test wherever it moves in its file. */
async function printOf({ settings }: Judging, { path, test }: Thaw<AmendmentWord>, tree: Tree): Promise<string> {
  const content = test === undefined ? await entryOf(path) : await textOf(test);
  return createHash('sha256')
    .update(JSON.stringify([path, test ?? '', content]))
    .digest('hex')
    .slice(0, 24);

  async function entryOf(file: string): Promise<string> {
    const entry = (await tree.list()).find(each => each.path === file);
    return entry ? `${entry.mode} ${entry.oid}` : 'gone';
  }

  async function textOf(name: string): Promise<string[]> {
    const text = (await tree.read(path)) ?? '';
    const own = (await testsInSource(path, text, settings.tests.report)).filter(({ id }) => id === name);
    const lines = text.split('\n');
    return own.flatMap(({ line, endLine }) => lines.slice(line - 1, endLine));
  }
}

const byPath = (standing: readonly Standing[]): Map<string, Standing[]> =>
  Map.groupBy(standing, ({ thaw }) => thaw.path);

/** What was changed beside the tests that were named, and what the new version takes away. */
async function unfitness(
  { settings }: Judging,
  { tests, tree }: AmendCase,
  { path, group }: { path: string; group: readonly Standing[] },
): Promise<Finding[]> {
  const files = { tests, tree, thaws: group.map(({ thaw }) => thaw) };
  const isNarrow = files.thaws.every(({ test }) => test !== undefined);
  const beside = isNarrow ? await changesBeside(files, path) : [];
  return [...beside, ...(await weakening(files, settings))];
}

/** What was taken before was proven then; what is new is proven now, and left out where it cannot be. */
async function provenOf(judging: Judging, { tests, tree }: AmendCase, fit: readonly Standing[]): Promise<Amended> {
  const amended = await amendedAt(tests, tree, [...new Set(fit.map(({ thaw }) => thaw.path))]);
  const taken = { tests: amended, inForce: fit.map(({ thaw, print }) => ({ word: thaw.asked, print })), refused: [] };
  if (fit.every(isTold)) return taken;
  const old = await proveCommitted(judging, tests);
  const now = await proveCommitted(judging, amended);
  const findings =
    now.kind === 'refuse' ? now.findings : old.kind === 'proven' ? noLongerRed(old.proof, now.proof) : [];
  if (findings.length === 0) return taken;
  const paths = new Set(fit.filter(each => !isTold(each)).map(({ thaw }) => thaw.path));
  const [left, kept] = [
    fit.filter(({ thaw }) => paths.has(thaw.path)),
    fit.filter(({ thaw }) => !paths.has(thaw.path)),
  ];
  const rest = await provenOf(judging, { tests, tree, since: tree, words: [] }, kept);
  return { ...rest, refused: refusal(left, findings) };
}

const isTold = ({ thaw }: Standing) => thaw.asked.version.kind === 'told';

/** Whoever was answered before is not answered again: that the version is another one is told by the gate. */
const refusal = (group: readonly Standing[], findings: Finding[]): RefusedWord[] =>
  group.filter(each => !isTold(each)).map(({ thaw }) => ({ word: thaw.asked, findings }));

const unchanged = ({ asked, path }: Thaw<AmendmentWord>): Finding => ({
  rule: 'amend-unchanged',
  message: `\`${asked.target}\` is as it was when the tests were frozen.`,
  path,
  remedy: 'Push the changed version first: an amendment holds for what the person who says it can read.',
});
