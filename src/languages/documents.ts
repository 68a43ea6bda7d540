import type { TestFiles } from './roles.ts';
import { isHarnessPath, isTestPath } from './roles.ts';

const prose = /\.(md|mdx|rst|adoc)$/i;
/** Names that are words without an extension of their own, or with `.txt`: a `requirements.txt` is none of them. */
const named =
  /(^|\/)(readme|changelog|changes|history|news|license|licence|copying|notice|authors|contributing)(\.txt)?$/i;
const picture = /^docs\/.+\.(png|jpe?g|gif|svg|webp|txt)$/i;

/** Files that nothing runs and no test stands in: a change of these alone costs no test run. */
export function isDocument(path: string, settings: TestFiles): boolean {
  if (isTestPath(path, settings) || isHarnessPath(path, settings)) return false;
  return prose.test(path) || named.test(path) || picture.test(path);
}
