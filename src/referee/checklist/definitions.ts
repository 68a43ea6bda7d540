import { languageAt } from '../../languages/languages.ts';
import { readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import type { ChangedFile } from './changed-code.ts';
import { declaredDefinitions } from './declared-definitions.ts';
import type { Definition } from './definition.ts';
import { pythonDefinitions } from './python-definitions.ts';
import { scriptDefinitions } from './script-definitions.ts';

/** The definitions whose first line the change added: new ones, and those whose signature changed. */
export async function newDefinitions(file: ChangedFile): Promise<Definition[]> {
  const conventions = languageAt(file.path)?.definitions;
  const find = file.grammar === 'python' ? pythonDefinitions : scriptDefinitions;
  const read = (root: SyntaxNode) => (conventions ? declaredDefinitions(root, conventions) : find(root));
  const definitions = (await readSyntax(file.path, file.text, read)) ?? [];
  return definitions.filter(({ line }) => file.added.has(line));
}
