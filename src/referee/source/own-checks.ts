import { descendants, type SyntaxNode } from '../../languages/syntax.ts';
import { calleeOf, isCall } from '../answers/calls.ts';
import type { SourceTest } from './source-test.ts';

/** Whether anything in a node asserts, by the conventions of its language. */
export type Asserts = (node: SyntaxNode) => boolean;

/** A test also asserts by calling a function of its own file that does. */
export function withOwnChecks(root: SyntaxNode, tests: readonly SourceTest[], asserts: Asserts): SourceTest[] {
  if (tests.every(test => test.asserts)) return [...tests];
  const checks = checksIn(root, asserts);
  const rows = callsOf(root, checks).map(({ startPosition }) => startPosition.row + 1);
  const isChecked = ({ line, endLine }: SourceTest) => rows.some(row => line <= row && row <= endLine);
  return tests.map(test => ({ ...test, asserts: test.asserts || isChecked(test) }));
}

/** Names of the functions that assert, themselves or by another such function. */
export function checksIn(root: SyntaxNode, asserts: Asserts): Set<string> {
  const functions = [...descendants(root)].flatMap(functionOf);
  const names = new Set(functions.filter(({ body }) => asserts(body)).map(({ name }) => name));
  for (let size = -1; size < names.size; ) {
    size = names.size;
    for (const { name, body } of functions) if (callsOf(body, names).length > 0) names.add(name);
  }
  return names;
}

/** The calls below a node of functions with one of these names. */
export const callsOf = (node: SyntaxNode, names: ReadonlySet<string>): SyntaxNode[] =>
  [...descendants(node)].filter(each => isCall(each) && names.has(lastName(each)));

const declared = /^(?:(?:generator_)?function_(?:definition|declaration|item)|method_(?:definition|declaration))$/;

function functionOf(node: SyntaxNode): { name: string; body: SyntaxNode }[] {
  const value = node.type === 'variable_declarator' ? node.childForFieldName('value') : null;
  const isFunction = declared.test(node.type) || /^(?:arrow_function|function_expression)$/.test(value?.type ?? '');
  const [name, body] = [node.childForFieldName('name')?.text, (value ?? node).childForFieldName('body')];
  return isFunction && name && body ? [{ name, body }] : [];
}

const lastName = (call: SyntaxNode): string => /\w+$/.exec(calleeOf(call))?.[0] ?? '';
