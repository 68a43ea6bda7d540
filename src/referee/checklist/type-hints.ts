import type { Inspection, Inspector } from './changed-code.ts';
import { productCode } from './changed-code.ts';
import { newDefinitions } from './definitions.ts';

/** New functions declare the types of their parameters and of their result. Plain JavaScript cannot. */
export const inspectTypeHints: Inspector = async files => {
  const typed = productCode(files).filter(({ path }) => !/\.[cm]?jsx?$/.test(path));
  const inspection: Inspection = { inspected: 0, what: 'new functions', findings: [] };
  if (typed.length === 0 && productCode(files).length > 0) inspection.note = 'plain JavaScript has no type hints';
  for (const file of typed) {
    const functions = (await newDefinitions(file)).filter(({ kind }) => kind === 'function');
    inspection.inspected += functions.length;
    for (const { name, line, untyped } of functions) {
      if (untyped.length === 0) continue;
      const message = `\`${name}\` declares no type for ${untyped.map(part => (part === 'return' ? 'its result' : `\`${part}\``)).join(', ')}.`;
      inspection.findings.push({ rule: 'type-hints', message, path: file.path, line, remedy: 'Declare the types.' });
    }
  }
  return inspection;
};
