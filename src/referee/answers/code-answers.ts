import { childrenOf, descendants, type SyntaxNode } from '../../languages/syntax.ts';
import { argumentsOf, calleeOf, isCall } from './calls.ts';
import { keyOf, literalOf } from './literals.ts';

/** A place in code that answers a literal with a literal: a branch on it, or an entry of a table. */
export interface CodeAnswer {
  inputs: string[];
  result: string;
  line: number;
  /** Where the table, or the function with the branches, begins: answers of one container belong together. */
  container: number;
}

/** Every literal answer in a file of code. */
export function codeAnswers(root: SyntaxNode): CodeAnswer[] {
  return [...descendants(root)].flatMap(node => [
    ...branchOf(node),
    ...caseOf(node),
    ...entryOf(node),
    ...filledIn(node),
  ]);
}

const at = (node: SyntaxNode): number => node.startPosition.row + 1;

function functionAround(node: SyntaxNode): number {
  for (let around = node.parent; around; around = around.parent) {
    if (/function|method|arrow|lambda/.test(around.type)) return around.startIndex;
  }
  return -1;
}

/** `if x == 2: return 6`, and the same as an expression. */
function branchOf(node: SyntaxNode): CodeAnswer[] {
  const [condition, consequence] = partsOf(node);
  const inputs = condition ? comparedWith(condition) : [];
  const result = consequence && answerIn(consequence);
  if (inputs.length === 0 || result === undefined) return [];
  return [{ inputs, result, line: at(node), container: functionAround(node) }];
}

function partsOf(node: SyntaxNode): (SyntaxNode | undefined)[] {
  if (node.type === 'conditional_expression') {
    const [consequence, condition] = childrenOf(node);
    return [condition, consequence];
  }
  if (!/^(?:if_statement|elif_clause|if_expression|ternary_expression)$/.test(node.type)) return [];
  return ['condition', 'consequence'].map(field => node.childForFieldName(field) ?? undefined);
}

/** The literals that names are held equal to, where a condition asks for nothing else. */
function comparedWith(condition: SyntaxNode): string[] {
  const { type } = condition;
  if (type === 'parenthesized_expression') return childrenOf(condition).flatMap(comparedWith);
  if (type === 'method_invocation') return equalTo(condition);
  if (type === 'call_expression') return included(condition);
  if (!/^(?:boolean_operator|comparison_operator|binary_expression)$/.test(type)) return [];
  const operator = condition.children.find(child => child !== null && !child.isNamed)?.type ?? '';
  const [left, right, ...others] = childrenOf(condition);
  if (!left || !right || others.length > 0) return [];
  if (operator === 'in') return isName(left) ? onlyIn(right) : [];
  if (/^(?:and|&&)$/.test(operator)) {
    const both = [left, right].map(comparedWith);
    return both.every(inputs => inputs.length > 0) ? both.flat() : [];
  }
  if (!/^(?:==|===)$/.test(operator)) return [];
  const literal = isName(left) ? literalOf(right) : isName(right) ? literalOf(left) : undefined;
  return literal === undefined ? [] : [literal];
}

/** `[2].includes(name)` and `Object.is(name, 2)`. */
function included(call: SyntaxNode): string[] {
  const callee = call.childForFieldName('function');
  const [given, other] = argumentsOf(call);
  if (!given || !isName(given)) return [];
  if (callee?.text === 'Object.is') return other ? [literalOf(other) ?? []].flat() : [];
  const list = callee?.childForFieldName('property')?.text === 'includes' ? callee.childForFieldName('object') : null;
  return list ? onlyIn(list) : [];
}

/** The literal of a collection that holds one and no more. */
function onlyIn(collection: SyntaxNode): string[] {
  const [only, ...others] = /^(?:tuple|list|set|array)$/.test(collection.type) ? childrenOf(collection) : [];
  return only && others.length === 0 ? [literalOf(only) ?? []].flat() : [];
}

/** `name.equals("x")` and `"x".equals(name)` of Java. */
function equalTo(call: SyntaxNode): string[] {
  const [object, [given]] = [call.childForFieldName('object'), argumentsOf(call)];
  if (call.childForFieldName('name')?.text !== 'equals' || !object || !given) return [];
  const literal = isName(object) ? literalOf(given) : isName(given) ? literalOf(object) : undefined;
  return literal === undefined ? [] : [literal];
}

/** A value that is only passed on. What is computed from it (`n % 3`) is not what a test gave. */
const isName = (node: SyntaxNode): boolean =>
  /^(?:identifier|attribute|member_expression|subscript|subscript_expression|selector_expression|field_expression|field_access)$/.test(
    node.type,
  ) ||
  (/^(?:tuple|array|tuple_expression)$/.test(node.type) && childrenOf(node).every(isName) && node.namedChildCount > 0);

/** The literal that a body answers with, where it does nothing else. */
function answerIn(body: SyntaxNode): string | undefined {
  const literal = literalOf(body);
  if (literal !== undefined) return literal;
  const statements = childrenOf(body).filter(({ type }) => type !== 'comment');
  const [only, ...others] = statements;
  if (!only) return undefined;
  const [last, ...more] = others;
  if (last && more.length === 0 && isReturnOf(last, only)) return answerIn(only);
  if (
    /^(?:block|statement_block|statement_list|expression_statement|return_statement|return_expression|yield_statement)$/.test(
      body.type,
    )
  )
    return others.length === 0 ? answerIn(only) : undefined;
  return /^assignment(?:_expression|_statement)?$/.test(body.type) ? rightOf(body) : undefined;
}

/** `result = 6` and `return result`. */
function isReturnOf(last: SyntaxNode, first: SyntaxNode): boolean {
  const [name] = /^(?:const|let|var|int|long|String)?\s*(\w+)\s*:?=/.exec(first.text)?.slice(1) ?? [];
  return name !== undefined && /^return_/.test(last.type) && last.firstNamedChild?.text === name;
}

function rightOf(assignment: SyntaxNode): string | undefined {
  const right = assignment.childForFieldName('right');
  return right ? literalOf(right) : undefined;
}

/** `case 2: return 6` of a switch or a match. */
function caseOf(node: SyntaxNode): CodeAnswer[] {
  if (
    !/^(?:switch_case|case_clause|expression_case|match_arm|switch_rule|switch_block_statement_group)$/.test(node.type)
  )
    return [];
  const parts = childrenOf(node).filter(({ type }) => !/comment$/.test(type));
  // Python writes what a tuple is compared with as several patterns.
  const patterns = parts.filter(({ type }, index) => index === 0 || type === 'case_pattern');
  const body = parts.slice(patterns.length);
  const inputs = patterns.flatMap(inputsIn);
  const result = body[0] && answerIn(body[0]);
  if (inputs.length === 0 || result === undefined) return [];
  return [{ inputs, result, line: at(node), container: functionAround(node) }];
}

/** What a case asks for: one literal, a condition of a bare switch in Go, or those parts of a tuple that are literals. */
function inputsIn(pattern: SyntaxNode): string[] {
  const [only, ...others] = childrenOf(pattern);
  if (pattern.type === 'match_pattern' && only?.type === 'tuple_pattern' && others.length === 0)
    return childrenOf(only).flatMap(part => literalOf(part) ?? []);
  const literal = literalOf(pattern);
  if (literal !== undefined) return [literal];
  return pattern.type === 'expression_list' && only && others.length === 0 ? comparedWith(only) : [];
}

/** An entry of a table: `2: 6` of an object, `[2, 6]` of a list of rows, or the place in a list that is indexed. */
function entryOf(node: SyntaxNode): CodeAnswer[] {
  const container = node.startIndex;
  if (/^(?:dictionary|object|literal_value)$/.test(node.type)) {
    const entries = childrenOf(node).flatMap(entry => {
      const [input, value] = [keyOf(entry), entry.childForFieldName('value')];
      const result = value && literalOf(value);
      return input !== undefined && result ? [{ inputs: [input], result, line: at(entry), container }] : [];
    });
    if (entries.length > 0 || node.type !== 'literal_value') return entries;
  }
  if (!/^(?:list|tuple|array|array_expression|array_initializer|literal_value)$/.test(node.type)) return [];
  const rows = childrenOf(node).flatMap(row => {
    const cells = cellsOf(row);
    const known = cells.filter(cell => cell !== undefined);
    const result = known.at(-1);
    return known.length > 1 && known.length === cells.length && result !== undefined
      ? [{ inputs: known.slice(0, -1), result, line: at(row), container }]
      : [];
  });
  return rows.length === node.namedChildCount ? rows : [];
}

function cellsOf(row: SyntaxNode): (string | undefined)[] {
  if (row.type === 'literal_element') return row.firstNamedChild ? cellsOf(row.firstNamedChild) : [];
  return /^(?:list|tuple|array|tuple_expression|array_initializer|literal_value)$/.test(row.type)
    ? childrenOf(row).map(literalOf)
    : [];
}

/** A map that is filled by calls: `Map.of(2, 6)`, `Map.entry(2, 6)`, `known.put(2, 6)`, `known.insert(2, 6)`. */
function filledIn(node: SyntaxNode): CodeAnswer[] {
  if (!isCall(node) || !/^Map\.of$|(?:^|\.)(?:entry|put|insert)$/.test(calleeOf(node))) return [];
  const given = argumentsOf(node).map(literalOf);
  const container = functionAround(node);
  return given.flatMap((input, index) => {
    const result = index % 2 === 0 ? given[index + 1] : undefined;
    return input !== undefined && result !== undefined ? [{ inputs: [input], result, line: at(node), container }] : [];
  });
}
