import type { Finding } from '../../domain/finding.ts';
import type { Spec } from '../../domain/spec.ts';
import { grammarOf } from '../../languages/syntax.ts';
import { type ChangedFile, productCode } from '../checklist/changed-code.ts';
import { newDefinitions } from '../checklist/definitions.ts';
import { declaresSymbol } from '../red/declared.ts';

/** Tables as SQL creates them, and as the mappers of Python and JavaScript name them. */
const tables = [
  /\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?["'`[]?(?:\w+["'`\]]?\.["'`[]?)?(\w+)/i,
  /\b__tablename__\s*=\s*["'](\w+)["']/,
  /\b(?:Table|pgTable|mysqlTable|sqliteTable|create_table|createTable)\(\s*["'`](\w+)["'`]/,
];

interface Entity {
  kind: 'class' | 'function' | 'table';
  name: string;
  path: string;
  line: number;
}

/**
 * Classes, functions and tables that a change brings in and the plan does not name: a step builds what its tasks say and
 * nothing that belongs to a later one. An entity stands at the top level of its file; methods belong to their class, and
 * what is private to a file is how a task is done. What was there before, under the same name, is not new.
 */
export async function undeclaredEntities(
  files: readonly ChangedFile[],
  before: ReadonlyMap<string, string>,
  spec: Pick<Spec, 'codeSpans' | 'newFiles'>,
): Promise<{ inspected: number; findings: Finding[] }> {
  const code = files.filter(file => !file.isTest);
  const added = (await Promise.all(code.map(entitiesIn))).flat();
  const old = await Promise.all([...before].map(([path, text]) => entitiesIn(wholly(path, text))));
  const known = new Set(old.flat().map(({ name }) => name));
  const fresh = added.filter(({ name }) => !known.has(name));
  const findings = fresh
    .filter(({ name }) => !declaresSymbol(spec, name))
    .map(({ kind, name, path, line }) => ({
      rule: 'undeclared-entity',
      path,
      line,
      message: `The ${kind} \`${name}\` is not named in the plan of this step.`,
      remedy: 'Do without it or make it private to its file. What the plan forgot, a person adds to the plan.',
    }));
  return { inspected: fresh.length, findings };
}

/** A file as if all of it were new. */
function wholly(path: string, text: string): ChangedFile {
  const lines = text.split('\n').map((_, index) => index + 1);
  return { path, text, grammar: grammarOf(path), added: new Set(lines), isTest: false };
}

async function entitiesIn(file: ChangedFile): Promise<Entity[]> {
  const lines = file.text.split('\n');
  const isOutermost = (line: number) => /^\S/.test(lines[line - 1] ?? '') && !/^func \(/.test(lines[line - 1] ?? '');
  const defined = productCode([file]).length > 0 ? await newDefinitions(file) : [];
  const named = defined.filter(({ isPublic, line }) => isPublic && isOutermost(line));
  const tabled = lines.flatMap((text, index) => {
    const name = file.added.has(index + 1) ? tables.map(table => table.exec(text)?.[1]).find(Boolean) : undefined;
    return name ? [{ kind: 'table' as const, name, path: file.path, line: index + 1 }] : [];
  });
  return [...named.map(({ kind, name, line }) => ({ kind, name, path: file.path, line })), ...tabled];
}
