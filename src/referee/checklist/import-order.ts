import { pythonStandardLibrary } from '../../languages/python-stdlib.ts';
import { childrenOf, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import type { Inspection, Inspector } from './changed-code.ts';

interface Import {
  line: number;
  module: string;
  group: number;
}

const groups = ['`__future__`', 'the standard library', 'installed packages', 'relative modules'];

/**
 * Imports of Python stand in the order that isort and ruff share (PEP 8, "Imports"). Whether an absolute name is the
 * project's own or a package cannot be told from a file, so the order between those two is left to the repository's
 * linter, and with it the order of JavaScript.
 */
export const inspectImportOrder: Inspector = async files => {
  const inspection: Inspection = { inspected: 0, what: 'added imports', findings: [] };
  const python = files.filter(({ grammar }) => grammar === 'python');
  if (python.length === 0) inspection.note = 'outside Python the order is left to the repository’s own linter';
  for (const { path, text, added } of python) {
    const imports = (await readSyntax(path, text, importsIn)) ?? [];
    inspection.inspected += imports.filter(({ line }) => added.has(line)).length;
    for (const [index, { line, module, group }] of imports.entries()) {
      const above = imports.slice(0, index).findLast(each => each.group > group);
      if (!above || !(added.has(line) || added.has(above.line))) continue;
      const message = `\`${module}\` (${groups[group]}) is imported below \`${above.module}\` (${groups[above.group]}).`;
      inspection.findings.push({ rule: 'import-order', message, path, line, remedy: 'Move it up to its group.' });
    }
  }
  return inspection;
};

/** The imports at the top of a module, up to the first other statement. */
function importsIn(root: SyntaxNode): Import[] {
  const statements = childrenOf(root).filter(({ type }) => type !== 'comment');
  const start = statements.findIndex(({ type }) => isImport(type));
  const isDocstring = start === 1 && statements[0]?.type === 'expression_statement';
  if (start !== 0 && !isDocstring) return [];
  const rest = statements.slice(start);
  const end = rest.findIndex(({ type }) => !isImport(type));
  return rest.slice(0, end < 0 ? rest.length : end).map(importOf);
}

const isImport = (type: string): boolean => /^(?:import|import_from|future_import)_statement$/.test(type);

function importOf(statement: SyntaxNode): Import {
  const line = statement.startPosition.row + 1;
  if (statement.type === 'future_import_statement') return { line, module: '__future__', group: 0 };
  const named = statement.childForFieldName('module_name') ?? statement.childForFieldName('name');
  const module = (named?.childForFieldName('name') ?? named)?.text ?? '';
  if (module.startsWith('.')) return { line, module, group: 3 };
  return { line, module, group: pythonStandardLibrary.has(module.split('.', 1)[0] ?? '') ? 1 : 2 };
}
