import { createHash } from 'node:crypto';
import type { Check } from '../domain/outcome.ts';
import type { FrozenFile } from '../domain/red.ts';
import { readVersions, versionsAskedFor } from '../languages/versions.ts';
import type { Tree } from '../ports/repositories.ts';
import { freeze } from '../referee/frozen.ts';
import type { Judging } from './context.ts';
import { type CommittedTests, frozenEntries } from './frozen-tests.ts';
import { entriesUnder } from './run-memory.ts';
import { runCommand, type Workbench } from './suite.ts';

type Facts = Check['facts'];

/**
 * What makes a verdict reproducible, on every check of a head: the commit that was judged, the commit of its tests, the
 * hash of everything frozen there, what ran and what judged it.
 */
export async function withEvidence(
  checks: readonly Check[],
  judging: Judging,
  { tests, tree }: { tests: CommittedTests; tree: Tree },
): Promise<Check[]> {
  const versions = await versionsIn({ ...judging, tree, overlay: [] });
  const facts = { head: tree.oid, ...(await factsOfTests(judging, tests)), versions };
  return checks.map(check => ({ ...check, facts: { ...check.facts, ...facts } }));
}

/** What a judgment rests on that ran nothing: the tests as they were committed. */
export async function factsOfTests(judging: Omit<Judging, 'plan'>, tests: CommittedTests): Promise<Facts> {
  const frozen = await frozenEntries(tests, judging.settings);
  return { 'red commit': tests.oid, ...(await factsOf(judging, { before: tests.before, frozen })) };
}

/** The same for tests that are yet to be committed on a tree: their commit is known to whoever makes it. */
export async function factsOfRed(judging: Omit<Judging, 'plan'>, { tree, overlay }: Workbench): Promise<Facts> {
  const frozen = freeze(await entriesUnder(tree, overlay), judging.settings);
  const facts = await factsOf(judging, { before: tree, frozen });
  return { ...facts, versions: await versionsIn({ ...judging, tree, overlay: [] }) };
}

async function factsOf(
  { settings, sandbox, version }: Omit<Judging, 'plan'>,
  { before, frozen }: { before: Tree; frozen: readonly FrozenFile[] },
): Promise<Facts> {
  return {
    'before the tests': before.oid,
    'frozen files': frozenHash(frozen),
    language: `${settings.language}, results as ${settings.tests.report}`,
    sandbox: await sandbox.describe(),
    redfirst: version,
  };
}

/** Seconds in which versions are told. */
const versionSeconds = 60;

/** Versions of the language and of the test runner, as the sandbox has them. */
async function versionsIn(bench: Workbench): Promise<string> {
  const { environment } = bench.settings.tests;
  const command = versionsAskedFor(bench.settings);
  const ran = await runCommand(bench, { command, artifacts: [], environment, seconds: versionSeconds });
  return ran.kind === 'ran' ? readVersions(ran.result.output) : 'not told';
}

/** SHA-256 of mode, blob and path of every frozen file: what `git ls-tree -r` says of them, a line each. */
function frozenHash(files: readonly FrozenFile[]): string {
  const lines = files.map(({ path, oid, mode }) => `${mode} blob ${oid}\t${path}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}
