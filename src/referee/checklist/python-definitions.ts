import { childrenOf, type SyntaxNode } from '../../languages/syntax.ts';
import type { Definition } from './definition.ts';

/** Functions, methods and classes at the level of a module or a class; what is nested in a function is its own affair. */
export function pythonDefinitions(root: SyntaxNode): Definition[] {
  return childrenOf(root).flatMap(node => definitionsIn(node, { isMethod: false, isPublic: true }));
}

interface Around {
  isMethod: boolean;
  isPublic: boolean;
}

const blocks = new Set([
  'if_statement',
  'else_clause',
  'elif_clause',
  'try_statement',
  'except_clause',
  'block',
  'with_statement',
]);

function definitionsIn(node: SyntaxNode, around: Around): Definition[] {
  const definition = node.type === 'decorated_definition' ? node.childForFieldName('definition') : node;
  if (!definition) return [];
  if (definition.type === 'function_definition') return functionOf(definition, node, around);
  if (definition.type === 'class_definition') return classOf(definition, around);
  return blocks.has(definition.type) ? childrenOf(definition).flatMap(child => definitionsIn(child, around)) : [];
}

const isPrivate = (name: string): boolean => name.startsWith('_');
const nameOf = (definition: SyntaxNode): string => definition.childForFieldName('name')?.text ?? '';

function classOf(definition: SyntaxNode, around: Around): Definition[] {
  const name = nameOf(definition);
  const isPublic = around.isPublic && !isPrivate(name);
  const body = definition.childForFieldName('body');
  const line = definition.startPosition.row + 1;
  const inside = childrenOf(body ?? definition).flatMap(node => definitionsIn(node, { isMethod: true, isPublic }));
  return [{ kind: 'class', name, line, isPublic, isDocumented: hasDocstring(body), untyped: [] }, ...inside];
}

/** Overloads and setters repeat a signature that is documented elsewhere. */
const repeating = /^@(?:typing\.)?overload\b|^@(?:typing\.)?override\b|\.(?:setter|deleter)\b/;

function functionOf(definition: SyntaxNode, whole: SyntaxNode, { isMethod, isPublic }: Around): Definition[] {
  const name = nameOf(definition);
  const decorators = childrenOf(whole).filter(({ type }) => type === 'decorator');
  const isRepeating = decorators.some(({ text }) => repeating.test(text));
  const isStatic = decorators.some(({ text }) => /^@staticmethod\b/.test(text));
  const returns = definition.childForFieldName('return_type') ? [] : ['return'];
  const parameters = untypedParameters(definition.childForFieldName('parameters'), isMethod && !isStatic);
  return [
    {
      kind: 'function',
      name,
      line: definition.startPosition.row + 1,
      isPublic: isPublic && !isPrivate(name),
      isDocumented: isRepeating || hasDocstring(definition.childForFieldName('body')),
      untyped: [...parameters, ...(name === '__init__' ? [] : returns)],
    },
  ];
}

const untyped = new Set([
  'identifier',
  'default_parameter',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'tuple_pattern',
]);

function untypedParameters(parameters: SyntaxNode | null, hasReceiver: boolean): string[] {
  return (parameters ? childrenOf(parameters) : [])
    .filter(({ type }) => type !== 'comment')
    .slice(hasReceiver ? 1 : 0)
    .filter(({ type }) => untyped.has(type))
    .map(({ text }) => text.split('=', 1)[0]?.trim() ?? text);
}

function hasDocstring(body: SyntaxNode | null): boolean {
  const first = body ? childrenOf(body).find(({ type }) => type !== 'comment') : undefined;
  return first?.type === 'expression_statement' && /string/.test(first.firstNamedChild?.type ?? '');
}
