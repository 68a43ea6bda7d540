import { childrenOf, descendants, type Grammar, type SyntaxNode } from '../../languages/syntax.ts';
import { counterpartOf, isTalk, outside, type Words, wordsOf } from './words.ts';

/** A piece of a file to be replaced; `start` and `end` count UTF-16 units, as strings do. */
export interface CodeEdit {
  start: number;
  end: number;
  line: number;
  replacement: string;
}

/** Every edit of a file; for each line first what decides, then what computes, then what is constant. */
export function editsIn(root: SyntaxNode, grammar: Grammar): CodeEdit[] {
  const words = wordsOf(grammar);
  const nodes = [...descendants(root)].filter(node => !isOutside(node));
  const operators = [swapped, decided, negated, without, returned, constant];
  const edits = operators.flatMap(operator => nodes.flatMap(node => editOf(node, operator(node, words))));
  return edits.sort((left, right) => left.line - right.line);
}

function editOf(node: SyntaxNode, replacement: string | undefined): CodeEdit[] {
  if (replacement === undefined || replacement === node.text) return [];
  return [{ start: node.startIndex, end: node.endIndex, line: node.startPosition.row + 1, replacement }];
}

/** Code that decides nothing: types, imports, annotations, and what an error or a log line says. */
function isOutside(node: SyntaxNode): boolean {
  for (let around = node.parent; around; around = around.parent) {
    if (outside.test(around.type) || isTalk(around)) return true;
  }
  return outside.test(node.type) && !isThrow(node);
}

const isThrow = ({ type }: SyntaxNode): boolean => /^(?:raise|throw)_statement$/.test(type);

const binary =
  /^(?:binary_operator|binary_expression|comparison_operator|boolean_operator|augmented_assignment|augmented_assignment_expression|compound_assignment_expr|assignment_statement|assignment_expression)$/;

/** Comparisons and their bounds, arithmetic, and how conditions are joined. */
function swapped(node: SyntaxNode, words: Words): string | undefined {
  if (!binary.test(node.type)) return undefined;
  const operator = node.children.find(child => child !== null && counterpartOf(child, words) !== undefined);
  const isOfText = childrenOf(node).some(({ type }) => /string/.test(type));
  if (!operator || (isOfText && /^[+%*]/.test(operator.text))) return undefined;
  const at = operator.startIndex - node.startIndex;
  return node.text.slice(0, at) + counterpartOf(operator, words) + node.text.slice(at + operator.text.length);
}

const deciding =
  /^(?:if_statement|elif_clause|if_expression|while_statement|while_expression|conditional_expression|ternary_expression)$/;

/** A condition that is not asked any more; a loop that is not entered, since one that never ends shows nothing. */
function decided(node: SyntaxNode, { yes, no }: Words): string | undefined {
  const { parent } = node;
  if (!parent || !deciding.test(parent.type) || /^let_/.test(node.type)) return undefined;
  const condition =
    parent.childForFieldName('condition') ??
    (parent.type === 'conditional_expression' ? childrenOf(parent)[1] : undefined);
  if (condition?.id !== node.id) return undefined;
  const word = /^while/.test(parent.type) ? no : yes;
  return node.type === 'parenthesized_expression' ? `(${word})` : word;
}

/** A negation that is gone, and a constant that says the opposite. */
function negated(node: SyntaxNode, { yes, no }: Words): string | undefined {
  const isNegation = /^(?:not_operator|unary_expression)$/.test(node.type) && /^(?:not\b|!)/.test(node.text);
  if (isNegation) return node.text.replace(/^(?:not\b|!)\s*/, '');
  if (!/^(?:true|false|boolean_literal)$/.test(node.type)) return undefined;
  return node.text === yes ? no : yes;
}

const effect =
  /^(?:call|call_expression|await|await_expression|augmented_assignment|augmented_assignment_expression|compound_assignment_expr|method_invocation|delete_expression)$/;

/** A statement that is not there any more: a call for its effect, an update, an error. */
function without(node: SyntaxNode, { nothing }: Words): string | undefined {
  if (isThrow(node)) return nothing;
  const inner = node.type === 'expression_statement' ? childrenOf(node)[0] : undefined;
  if (!inner || !effect.test(inner.type) || isTalk(inner) || /^super\b/.test(inner.text)) return undefined;
  return nothing;
}

/** A result that is not given back; nothing where a compiler would refuse that. */
function returned(node: SyntaxNode, { noResult }: Words): string | undefined {
  const value = node.type === 'return_statement' ? childrenOf(node).find(({ type }) => type !== 'comment') : undefined;
  const isPlain = !value || /^(?:none|null|undefined|true|false)$/.test(value.type);
  return isPlain ? undefined : noResult;
}

/** A number that is one more, a text that is empty. */
function constant(node: SyntaxNode): string | undefined {
  if (/^(?:integer|number|int_literal|integer_literal|decimal_integer_literal)$/.test(node.type)) {
    const value = Number(node.text.replaceAll('_', ''));
    return Number.isSafeInteger(value) ? String(value + 1) : undefined;
  }
  if (!/^(?:string|interpreted_string_literal|string_literal)$/.test(node.type) || !isValue(node)) return undefined;
  const quotes = /^[a-zA-Z]*("""|'''|["'`])/.exec(node.text)?.[1];
  return quotes && `${quotes}${quotes}`;
}

/** Keys, docstrings, directives and places in a collection are names rather than values. */
function isValue(node: SyntaxNode): boolean {
  const { parent } = node;
  if (
    !parent ||
    /^(?:expression_statement|module|concatenated_string|subscript|subscript_expression)$/.test(parent.type)
  )
    return false;
  return !/^(?:pair|keyed_element)$/.test(parent.type) || parent.childForFieldName('value')?.id === node.id;
}
