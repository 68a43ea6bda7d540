import type { FileChange } from '../../domain/file-change.ts';
import type { ClassifiedTest } from '../../domain/red.ts';
import type { Declarations } from '../red/declared.ts';

/** What stubs are made from. */
export interface StubCase {
  /** The tests that want what is not there yet. */
  wanting: readonly ClassifiedTest[];
  /** Texts of the test files, by path. */
  tests: ReadonlyMap<string, string>;
  spec: Declarations;
  root: string;
  /** Every path of the tree, and whether it is the product's own code. */
  paths: readonly string[];
  isProduct: (path: string) => boolean;
  readMany: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Whether what is called answers, with something that is nothing, where it would refuse otherwise. */
  answers?: boolean;
}

/** Modules with names and nothing behind them, to lay over the tree. */
export interface Stubs {
  overlay: FileChange[];
  /** Names that stand in, as tests import them. */
  names: string[];
  /** Test files that wait for a panic: a stub that panics may be all that a test in them asks for. */
  awaited?: ReadonlySet<string>;
}
