import { languageAt } from '../../languages/languages.ts';
import type { Inspection, Inspector } from './changed-code.ts';
import { productCode } from './changed-code.ts';
import { newDefinitions } from './definitions.ts';

/** New functions declare the types of their parameters and of their result, where the language leaves that to their author. */
export const inspectTypeHints: Inspector = async files => {
  const code = productCode(files);
  const typed = code.filter(({ path }) => reasonOf(path) === undefined);
  const inspection: Inspection = { inspected: 0, what: 'new functions', findings: [] };
  if (typed.length === 0 && code[0]) inspection.note = reasonOf(code[0].path) ?? '';
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

/** Why there is nothing to judge in a language. */
function reasonOf(path: string): string | undefined {
  return /\.[cm]?jsx?$/.test(path) ? 'plain JavaScript has no type hints' : languageAt(path)?.typesBecause;
}
