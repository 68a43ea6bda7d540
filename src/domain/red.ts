import type { TestResult } from './test-report.ts';

/**
 * Why a new test is not green before the implementation exists.
 * `assertion`, `not-implemented` and a `missing-symbol` that the spec declares are red for the right reason;
 * `passes` is a pin (legal beside a red one); every other class proves nothing.
 */
export type RedClass =
  | 'assertion'
  | 'not-implemented'
  | 'missing-symbol'
  | 'collection'
  | 'environment'
  | 'timeout'
  | 'passes'
  | 'skipped'
  | 'flaky';

/** One new or changed test as the referee classified it. */
export interface ClassifiedTest {
  id: string;
  file: string;
  name: string;
  class: RedClass;
  /** Whether this test counts as red for the right reason. */
  red: boolean;
  /** One sentence for people: what the runner saw. */
  why: string;
  /** The symbol that is not there yet, for `missing-symbol`. */
  symbol?: string;
  /** What it did once a stub had that symbol's name, for `missing-symbol`. */
  stub?: string;
  result?: TestResult;
}

/** A blob as it was when the tests were frozen. */
export interface FrozenFile {
  path: string;
  oid: string;
  mode: string;
}

/** A criterion of the spec and the tests that name it. */
export interface CriterionTrace {
  criterion: string;
  text: string;
  tests: string[];
}

declare const proven: unique symbol;

/**
 * That the tests were seen red for the right reason. `green` cannot be called without one.
 * Only `referee/prove-red.ts` makes it, from a report it has just seen; it is never stored, so after a restart red is
 * proven again before code is written.
 */
export interface RedProof {
  readonly [proven]: true;
  readonly tests: readonly ClassifiedTest[];
  readonly traces: readonly CriterionTrace[];
  /** Ids of the base suite that were already red before the tests came: recorded, not blamed on the change. */
  readonly redAtBase: readonly string[];
  /** Ids of the base suite that passed and cannot run until the new tests compile; they must pass for green. */
  readonly waiting: readonly string[];
  /** Every test id that must run and pass for green: the new ones and those of the base suite that passed. */
  readonly mustPass: readonly string[];
}

/** Brands a proof. Called by the referee alone (held by the house rules). */
export function brandRedProof(facts: Omit<RedProof, typeof proven>): RedProof {
  return facts as RedProof;
}
