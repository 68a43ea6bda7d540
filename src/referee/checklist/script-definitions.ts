import { childrenOf, type SyntaxNode } from '../../languages/syntax.ts';
import type { Definition } from './definition.ts';

/** Exported functions and classes of a module, and the public methods of exported classes. */
export function scriptDefinitions(root: SyntaxNode): Definition[] {
  const exported = namesExportedBelow(root);
  return childrenOf(root).flatMap(statement => {
    const declaration = statement.type === 'export_statement' ? exportedOf(statement) : statement;
    if (!declaration) return [];
    const isPublic = statement.type === 'export_statement';
    return declared(declaration, statement).filter(
      ({ name, isPublic: own }) => own && (isPublic || exported.has(name.split('.', 1)[0] ?? '')),
    );
  });
}

const exportedOf = (statement: SyntaxNode): SyntaxNode | null =>
  statement.childForFieldName('declaration') ?? statement.childForFieldName('value');

/** `export { a, b as c }` at the end of a file. */
function namesExportedBelow(root: SyntaxNode): Set<string> {
  const clauses = childrenOf(root)
    .filter(statement => statement.type === 'export_statement' && !statement.childForFieldName('source'))
    .flatMap(statement => childrenOf(statement).filter(({ type }) => type === 'export_clause'));
  return new Set(clauses.flatMap(childrenOf).map(specifier => specifier.childForFieldName('name')?.text ?? ''));
}

function declared(node: SyntaxNode, statement: SyntaxNode): Definition[] {
  const isDocumented = hasJsdoc(statement);
  if (/^(?:generator_)?function_(?:declaration|expression)$|^arrow_function$/.test(node.type))
    return [functionOf(node, nameOf(node), { node, isDocumented })];
  if (/^(?:abstract_)?class_declaration$|^class$/.test(node.type)) return classOf(node, isDocumented);
  if (node.type !== 'lexical_declaration') return [];
  return childrenOf(node).flatMap(declarator => {
    const value = declarator.childForFieldName('value');
    if (!value || !/^(?:arrow_function|function_expression|generator_function)$/.test(value.type)) return [];
    const found = functionOf(value, nameOf(declarator), { node: declarator, isDocumented });
    return [declarator.childForFieldName('type') ? { ...found, untyped: [] } : found];
  });
}

const nameOf = (node: SyntaxNode): string => node.childForFieldName('name')?.text ?? 'default';

function classOf(node: SyntaxNode, isDocumented: boolean): Definition[] {
  const name = nameOf(node);
  const line = node.startPosition.row + 1;
  const members = childrenOf(node.childForFieldName('body') ?? node).filter(({ type }) => type === 'method_definition');
  const methods = members.filter(isPublicMember).map(member => {
    const found = functionOf(member, `${name}.${nameOf(member)}`, { node: member, isDocumented: true });
    return { ...found, untyped: hasNoResult(member) ? found.untyped.filter(part => part !== 'return') : found.untyped };
  });
  return [{ kind: 'class', name, line, isPublic: true, isDocumented, untyped: [] }, ...methods];
}

const isPublicMember = (member: SyntaxNode): boolean =>
  !member.children.some(child => child?.type === 'accessibility_modifier' && child.text !== 'public') &&
  !nameOf(member).startsWith('#');

const hasNoResult = (member: SyntaxNode): boolean =>
  nameOf(member) === 'constructor' || member.children.some(child => child?.type === 'set');

function functionOf(
  node: SyntaxNode,
  name: string,
  { node: { startPosition }, isDocumented }: { node: SyntaxNode; isDocumented: boolean },
): Definition {
  const parameters = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  const returns = node.childForFieldName('return_type') || givesElement(node) ? [] : ['return'];
  const untyped = parameters ? [...untypedParameters(parameters), ...returns] : returns;
  return { kind: 'function', name, line: startPosition.row + 1, isPublic: true, isDocumented, untyped };
}

/** A component gives an element, which says its type. What is nested in it gives its own. */
function givesElement(node: SyntaxNode): boolean {
  const body = node.childForFieldName('body');
  return isElement(body) || (body?.type === 'statement_block' && returnsElement(body));
}

const returnsElement = (node: SyntaxNode): boolean =>
  childrenOf(node).some(child =>
    child.type === 'return_statement'
      ? isElement(child.firstNamedChild)
      : !/function|method|class/.test(child.type) && returnsElement(child),
  );

const isElement = (node: SyntaxNode | null): boolean =>
  node !== null &&
  (/^jsx_/.test(node.type) ||
    (/^(?:parenthesized|ternary|binary)_expression$/.test(node.type) && childrenOf(node).some(isElement)));

/** A default value is a declared type: the compiler reads it off. */
function untypedParameters(parameters: SyntaxNode): string[] {
  if (parameters.type === 'identifier') return [parameters.text];
  return childrenOf(parameters)
    .filter(({ type }) => /parameter|pattern|identifier/.test(type))
    .filter(parameter => !parameter.childForFieldName('type') && !parameter.childForFieldName('value'))
    .map(({ text }) => text);
}

/**
 * A `/** … *\/` comment on the lines directly above, or above the first of several signatures; line comments may stand
 * between. Ordinary comments are not documentation.
 */
function hasJsdoc(statement: SyntaxNode): boolean {
  for (let below = statement, above = below.previousNamedSibling; above; above = below.previousNamedSibling) {
    const isNear = above.endPosition.row === below.startPosition.row - 1;
    if (above.type === 'comment' && isNear && above.text.startsWith('/**')) return true;
    if (!(above.type === 'comment' && isNear) && !isSignatureOf(above, statement)) return false;
    below = above;
  }
  return false;
}

const isSignatureOf = (node: SyntaxNode, statement: SyntaxNode): boolean => {
  const [signature, whole] = [node, statement].map(each => each.childForFieldName('declaration') ?? each);
  return signature?.type === 'function_signature' && whole !== undefined && nameOf(signature) === nameOf(whole);
};
