import { readSyntax } from '../../languages/syntax.ts';
import type { ChangedFile } from './changed-code.ts';
import type { Definition } from './definition.ts';
import { pythonDefinitions } from './python-definitions.ts';
import { scriptDefinitions } from './script-definitions.ts';

/** The definitions whose first line the change added: new ones, and those whose signature changed. */
export async function newDefinitions(file: ChangedFile): Promise<Definition[]> {
  const find = file.grammar === 'python' ? pythonDefinitions : scriptDefinitions;
  const definitions = (await readSyntax(file.path, file.text, find)) ?? [];
  return definitions.filter(({ line }) => file.added.has(line));
}
