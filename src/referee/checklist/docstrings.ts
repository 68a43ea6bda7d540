import { languageAt } from '../../languages/languages.ts';
import type { Inspection, Inspector } from './changed-code.ts';
import { productCode } from './changed-code.ts';
import { newDefinitions } from './definitions.ts';

/** New public functions and classes say what they are for. */
export const inspectDocstrings: Inspector = async files => {
  const inspection: Inspection = { inspected: 0, what: 'new public functions and classes', findings: [] };
  for (const file of productCode(files).filter(({ path }) => !path.endsWith('.pyi'))) {
    const open = (await newDefinitions(file)).filter(({ isPublic }) => isPublic);
    inspection.inspected += open.length;
    for (const { kind, name, line, isDocumented } of open) {
      if (isDocumented) continue;
      const remedy = `Say in ${languageAt(file.path)?.docComment ?? 'a comment'} what it is for.`;
      inspection.findings.push({
        rule: 'docstrings',
        message: `The ${kind} \`${name}\` is not documented.`,
        path: file.path,
        line,
        remedy,
      });
    }
  }
  return inspection;
};
