import { describe } from 'vitest';
import { problemOf, type ToolchainName, toolchains } from '../scripts/toolchains.ts';

const mayNotSkip = process.env['REDFIRST_REQUIRE_TOOLCHAINS'] === '1';

/**
 * `describe` for tests that run foreign programs. Where one is missing they are skipped and the title says why; with
 * REDFIRST_REQUIRE_TOOLCHAINS=1 they run all the same, and fail.
 */
export function describeWith(names: readonly ToolchainName[], title: string, body: () => void): void {
  const missing = mayNotSkip ? [] : names.filter(name => problemOf(name) !== undefined);
  if (missing.length === 0) describe(title, body);
  else describe.skip(`${title} (skipped: needs ${missing.map(name => toolchains[name].what).join(' and ')})`, body);
}
