import type { Settings } from '../domain/settings.ts';
import { rulesOf } from '../engine/rules-of.ts';
import { judgeLine, type LineVerdict } from '../judge/judge-line.ts';
import type { History } from '../ports/history.ts';
import type { Clone } from '../ports/repositories.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import { type RunMemory, runMemory } from '../stages/run-memory.ts';
import { amendmentsIn } from './trailers.ts';

export interface CheckRequest {
  history: History;
  clone: Clone;
  sandbox: Sandbox;
  /** Branch that the work starts from and returns to. */
  base: string;
  head: string;
  signal: AbortSignal;
  /** Of Redfirst, for the evidence. */
  version?: string;
  /** Runs of other judgments that may be remembered. */
  runs?: RunMemory;
  /** Whether mutants are tried where the configuration does not require it: it takes a while. */
  mutation?: boolean;
}

/** What the referee says of a line of commits on this machine. */
export type CheckVerdict =
  | (Omit<Extract<LineVerdict, { kind: 'judged' }>, 'waivers' | 'amended'> & {
      head: string;
      /** What commits say that people amended: on a clone nobody can know who wrote that. */
      amendments?: { target: string; reason: string; by: string }[];
    })
  /** Only documents changed, or nothing at all: no test is run. */
  | { kind: 'nothing-to-judge'; why: string }
  /** The commits cannot be judged as they are; the text says what to do. */
  | { kind: 'refused'; why: string; rule?: string };

/** The same judgment as on GitHub, of a local clone, without GitHub and without a model. */
export async function check({
  history,
  clone,
  sandbox,
  base,
  head,
  signal,
  version = 'unknown',
  runs = runMemory(),
  mutation = false,
}: CheckRequest): Promise<CheckVerdict> {
  const [from, to] = [await history.resolve(base), await history.resolve(head)];
  const start = await history.mergeBase(from, to);
  const rules = await rulesOf(await clone.treeAt(start));
  if (rules.kind === 'refused') return rules;
  const commits = await history.commits(start, to);
  const line = {
    settings: withMutation(rules.settings, mutation),
    start,
    commits,
    head: to,
    amendments: amendmentsIn(commits),
  };
  const verdict = await judgeLine({ clone, sandbox, signal, version, runs }, line);
  if (verdict.kind === 'documents') return { kind: 'nothing-to-judge', why: `only documents changed since ${base}` };
  if (verdict.kind === 'judged') {
    const { waivers: _, amended, ...judged } = verdict;
    const amendments = amended.inForce.map(({ word: { target, reason, by } }) => ({ target, reason, by }));
    return { ...judged, head: to, ...(amendments.length > 0 && { amendments }) };
  }
  const { message, remedy, rule } = verdict.finding;
  return { kind: 'refused', rule, why: `${verdict.title}.\n${message}\n${remedy}` };
}

/** What is required is tried in any case, so that the verdict is the one of GitHub; the rest when it was asked for. */
function withMutation(settings: Settings, isWanted: boolean): Settings {
  const { enforcement } = settings.mutation;
  if (enforcement === 'required') return settings;
  return { ...settings, mutation: { ...settings.mutation, enforcement: isWanted ? 'advisory' : 'off' } };
}
