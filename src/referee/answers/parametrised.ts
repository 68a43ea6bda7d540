import { childrenOf, type SyntaxNode } from '../../languages/syntax.ts';
import { argumentsOf, calleeOf } from './calls.ts';

/**
 * The cells that an assertion of pytest holds an answer equal to, one in each set of parameters: `assert f(a) == b` under
 * `@pytest.mark.parametrize(("a", "b"), […])`. Nothing where a row is not written out.
 */
export function parametrisedCells(assertion: SyntaxNode): SyntaxNode[] {
  const names = assertion.type === 'comparison_operator' ? childrenOf(assertion) : [];
  const isEquality = assertion.children.some(child => child?.type === '==');
  const [name, ...others] = names.filter(({ type }) => type === 'identifier');
  if (!isEquality || !name || others.length > 0) return [];
  return decoratorsAround(assertion).flatMap(call => cellsOf(call, name.text));
}

function decoratorsAround(node: SyntaxNode): SyntaxNode[] {
  let around: SyntaxNode | null = node;
  while (around && around.type !== 'function_definition') around = around.parent;
  const whole = around?.parent?.type === 'decorated_definition' ? childrenOf(around.parent) : [];
  const calls = whole.flatMap(({ type, firstNamedChild }) =>
    type === 'decorator' && firstNamedChild ? firstNamedChild : [],
  );
  return calls.filter(call => call.type === 'call' && /\bparametrize$/.test(calleeOf(call)));
}

function cellsOf(call: SyntaxNode, name: string): SyntaxNode[] {
  const [named, rows] = argumentsOf(call);
  const names: string[] = named?.text.match(/\w+/g) ?? [];
  const place = names.indexOf(name);
  if (!rows || place < 0 || !isRow(rows)) return [];
  const cells = childrenOf(rows).map(row =>
    isRow(row) ? childrenOf(row)[place] : names.length === 1 ? row : undefined,
  );
  return cells.every(cell => cell !== undefined) ? cells : [];
}

const isRow = ({ type }: SyntaxNode): boolean => /^(?:list|tuple)$/.test(type);
