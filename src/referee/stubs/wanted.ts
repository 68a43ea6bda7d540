import { childrenOf, descendants, type SyntaxNode } from '../../languages/syntax.ts';

/** How tests use a name that they import: it decides what can stand in for it. */
export type Use = 'called' | 'raised' | 'type' | 'other';

/** A name that a test file imports, and from where. */
export interface WantedName {
  /** Module as it is spelled in the import. */
  module: string;
  /** The exported name, `default` for a default export, `*` for the module itself. */
  name: string;
  use: Use;
}

/** What a Python test file imports by name, and what it takes from modules that it imports whole. */
export function pythonImports(root: SyntaxNode): WantedName[] {
  return [...descendants(root)].flatMap(node => {
    if (node.type === 'import_from_statement') return fromImport(node, root);
    if (node.type !== 'import_statement') return [];
    return node.childrenForFieldName('name').flatMap(name => (name ? membersOf(root, importedAs(name)) : []));
  });
}

function fromImport(node: SyntaxNode, root: SyntaxNode): WantedName[] {
  const module = node.childForFieldName('module_name')?.text ?? '';
  return node.childrenForFieldName('name').flatMap(each => {
    if (!each) return [];
    const { name, alias } = importedAs(each);
    const submodule = membersOf(root, { name: `${module}.${name}`, alias });
    return [{ module, name, use: useOf(alias, root.text) }, ...submodule];
  });
}

interface Imported {
  name: string;
  alias: string;
}

function importedAs(node: SyntaxNode): Imported {
  const name = node.childForFieldName('name')?.text ?? node.text;
  return { name, alias: node.childForFieldName('alias')?.text ?? name };
}

/** `module.name` wherever it stands in the file. */
function membersOf(root: SyntaxNode, { name: module, alias }: Imported): WantedName[] {
  const names = [...descendants(root)].flatMap(node => {
    if (!/^(?:attribute|member_expression)$/.test(node.type) || node.childForFieldName('object')?.text !== alias)
      return [];
    return node.childForFieldName('attribute')?.text ?? node.childForFieldName('property')?.text ?? [];
  });
  return [...new Set(names)].map(name => ({ module, name, use: useOf(`${alias}.${name}`, root.text) }));
}

/** What a script's tests import: named, default and namespace imports, `require` and `import()`. */
export function scriptImports(root: SyntaxNode): WantedName[] {
  return [...descendants(root)].flatMap(node => {
    if (node.type === 'import_statement') return clauseNames(node, root);
    return node.type === 'variable_declarator' ? requiredNames(node, root) : [];
  });
}

function clauseNames(statement: SyntaxNode, root: SyntaxNode): WantedName[] {
  const module = unquoted(statement.childForFieldName('source')?.text ?? '');
  const clause = childrenOf(statement).find(({ type }) => type === 'import_clause');
  if (/^import\s+type\b/.test(statement.text)) return clause ? typeNames(clause, module) : [];
  return (clause ? childrenOf(clause) : []).flatMap(part => {
    if (part.type === 'identifier') return [{ module, name: 'default', use: useOf(part.text, root.text) }];
    if (part.type === 'namespace_import')
      return membersOf(root, { name: module, alias: part.firstNamedChild?.text ?? '' });
    return childrenOf(part).flatMap(specifier => {
      const { name, alias } = importedAs(specifier);
      const use = /^type\s/.test(specifier.text) ? 'type' : useOf(alias, root.text);
      return [{ module, name, use }];
    });
  });
}

/** Named types; a default one is left alone, since a type cannot stand in for it. */
const typeNames = (clause: SyntaxNode, module: string): WantedName[] =>
  [...descendants(clause)]
    .filter(({ type }) => type === 'import_specifier')
    .map(specifier => ({ module, name: importedAs(specifier).name, use: 'type' }));

function requiredNames(declarator: SyntaxNode, root: SyntaxNode): WantedName[] {
  const value = declarator.childForFieldName('value')?.text ?? '';
  const module = /^(?:await\s+import|require)\(\s*(["'`])([^"'`]+)\1\s*\)$/.exec(value)?.[2];
  const pattern = declarator.childForFieldName('name');
  if (module === undefined || !pattern) return [];
  if (pattern.type === 'identifier') return membersOf(root, { name: module, alias: pattern.text });
  return childrenOf(pattern).flatMap(part => {
    const name = part.childForFieldName('key')?.text ?? part.text;
    const alias = part.childForFieldName('value')?.text ?? name;
    return /^[\w$]+$/.test(name) ? [{ module, name, use: useOf(alias, root.text) }] : [];
  });
}

const unquoted = (text: string): string => text.slice(1, -1);

/** An exception that tests wait for has to be one; a function is what is called; a class may be either and anything. */
function useOf(alias: string, text: string): Use {
  const name = alias.replace(/[$.]/g, '\\$&');
  if (
    new RegExp(
      `(?:raises|assertRaises\\w*|toThrow\\w*|throws|rejects)\\s*\\(\\s*\\(?[^()\\n]*\\b${name}\\b|except\\s*\\(?[^:\\n]*\\b${name}\\b`,
    ).test(text)
  )
    return 'raised';
  const isClass = /(?:^|\.)[A-Z][^.]*$/.test(alias);
  return !isClass && new RegExp(`\\b${name}\\s*\\(`).test(text) ? 'called' : 'other';
}
