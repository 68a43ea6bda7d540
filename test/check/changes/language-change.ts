import type { describeWith } from '../../toolchains.ts';

/** Tests of a feature, the code that makes them green, and code that only seems to. */
export interface LanguageChange {
  title: string;
  fixture: string;
  needs: Parameters<typeof describeWith>[0];
  tests: Record<string, string>;
  code: Record<string, string>;
  /** What a cheat writes instead of the code, and what is said about it. */
  cheats: [name: string, files: Record<string, string>, said: RegExp][];
}
