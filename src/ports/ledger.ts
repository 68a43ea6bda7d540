import type { Cost } from '../domain/cost.ts';
import type { Feature } from '../domain/feature.ts';
import type { StageName } from '../domain/stage.ts';

/** Work added up. Calls to the model that came to nothing count as the others do. */
export interface Spent {
  seconds: number;
  calls: number;
  tokens: number;
  /** Dollars of the calls whose price is known. */
  usd: number;
  /** Calls whose price is not known. */
  unpriced: number;
}

/** What a feature has taken, and what has been taken since midnight UTC. */
export interface Spending {
  stages: Partial<Record<StageName, Spent>>;
  /** By all features of its repository. */
  repositoryToday: Spent;
  /** By every repository that this store serves. */
  today: Spent;
}

/** What work costs, noted when it is done and before anything comes of it: no crash and no failure makes it cheaper. */
export interface Ledger {
  note(entry: { feature: Feature; stage: StageName; cost: Cost }): Promise<void>;
  spent(feature: Feature): Promise<Spending>;
}
