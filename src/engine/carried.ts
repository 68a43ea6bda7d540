import { z } from 'zod';
import type { CheckFacts, Facts } from '../domain/facts.ts';
import type { RepositoryRef } from '../domain/feature.ts';
import type { Check } from '../domain/outcome.ts';
import type { Settings } from '../domain/settings.ts';
import type { StageName } from '../domain/stage.ts';
import { isDocument } from '../languages/documents.ts';
import type { Clone } from '../ports/repositories.ts';
import type { CarryingMemory } from '../stages/carried-runs.ts';
import { carryRuns } from '../stages/carried-runs.ts';
import type { RunMemory } from '../stages/run-memory.ts';
import type { World } from './world.ts';

const Result = z.object({
  ending: z.enum(['exited', 'timed-out', 'out-of-memory', 'aborted']),
  exitCode: z.number().nullable(),
  output: z.string(),
  seconds: z.number(),
  artifacts: z.record(z.string(), z.string()),
});
const Carried = z.object({ nonce: z.string(), runs: z.record(z.string(), Result) });

/** Characters of runs that are kept for one commit; larger ones are run again. */
const sizeLimit = 8_000_000;

/** Earlier commits that are looked at. */
const reach = 5;

/** The commit that is to be judged, and what GitHub shows of those before it. */
interface Heads {
  repository: RepositoryRef;
  clone: Clone;
  settings: Settings;
  head: string;
  /** Commits before the head, oldest first. */
  earlier: readonly string[];
  checks: readonly CheckFacts[];
  runs: RunMemory;
}

/** The runs that a judgment may count on, and from which commit they are. */
export interface Carrying {
  runs: CarryingMemory;
  /** Checks with the word that their runs are those of an earlier commit, where some are. */
  tell(checks: readonly Check[]): Check[];
  /** Remembers the runs for a later commit; called when the checks are shown. */
  keep(): Promise<void>;
}

/**
 * A push that changes only documents costs no test run: where an earlier commit was judged, on GitHub and here, and only
 * documents changed since, its runs count. A commit that is asked for again is run again. What is kept may be lost.
 */
export async function carryingRuns({ journal }: World, heads: Heads): Promise<Carrying> {
  const { settings, head, repository } = heads;
  const isAgain = (await journal.recall(keyOf(heads, head))) !== undefined;
  const from = isAgain ? undefined : await judgedBefore(heads);
  const known = from ? Carried.safeParse(await journal.recall(keyOf(heads, from))).data : undefined;
  const runs = carryRuns(heads.runs, settings, known);
  return {
    runs,
    tell: checks => (from && runs.carried() > 0 ? checks.map(check => carriedFrom(check, from)) : [...checks]),
    async keep() {
      const value = runs.kept();
      const isEmpty = Object.keys(value.runs).length === 0;
      if (isEmpty || JSON.stringify(value).length > sizeLimit) return;
      const feature = `${repository.installationId}/${repository.id}`;
      await journal.record({ key: keyOf(heads, head), feature, value });
    },
  };
}

/** The same for a stage of a run: only verify judges a head as a whole. */
export async function carryingStage(world: World, step: JudgedStage): Promise<Carrying | Uncarried> {
  const { stage, facts, runs, ...tools } = step;
  if (stage !== 'verify' || !facts.branch) return { runs, tell: checks => [...checks], keep: async () => {} };
  const { repository, checks, branch } = facts;
  const earlier = branch.commits.map(({ oid }) => oid).filter(oid => oid !== branch.oid);
  return carryingRuns(world, { ...tools, repository, checks, runs, head: branch.oid, earlier });
}

interface JudgedStage extends Pick<Heads, 'clone' | 'settings' | 'runs'> {
  stage: StageName;
  facts: Facts;
}

type Uncarried = Omit<Carrying, 'runs'> & { runs: RunMemory };

const keyOf = ({ repository }: Heads, oid: string) => `runs ${repository.id} ${oid}`;

/** The newest commit that was judged and from which the head differs in documents alone. */
async function judgedBefore({ clone, settings, head, earlier, checks }: Heads): Promise<string | undefined> {
  const isJudged = (oid: string) => checks.some(check => check.name === 'redfirst/green' && check.headOid === oid);
  for (const oid of earlier.filter(isJudged).slice(-reach).reverse()) {
    if ((await clone.diff(oid, head)).every(({ path }) => isDocument(path, settings))) return oid;
  }
  return undefined;
}

function carriedFrom(check: Check, from: string): Check {
  const evidence = `those of ${from.slice(0, 7)}: only documents changed since`;
  const row = { item: 'test runs', result: 'pass', evidence } as const;
  return { ...check, rows: [...check.rows, row], facts: { ...check.facts, 'judged at': from } };
}
