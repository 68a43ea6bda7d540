import { childrenOf, descendants, type SyntaxNode } from '../../languages/syntax.ts';
import { argumentsOf, calleeOf, isCall } from './calls.ts';
import { rowsOf, withAll } from './case-rows.ts';
import { literalOf } from './literals.ts';

/** What a test gives to the code and what it expects back, as literals. */
export interface TestAnswer {
  /** Each argument, and all of them as one list. */
  inputs: string[];
  expected: string;
  /** What was called; empty for a row of a table of cases. */
  subject: string;
}

/** Every literal answer that a file of tests expects: from assertions on calls, and from tables of cases. */
export function testAnswers(root: SyntaxNode): TestAnswer[] {
  const assigned = new Map<string, SyntaxNode>();
  const answers: TestAnswer[] = [];
  for (const node of descendants(root)) {
    remember(node, assigned);
    const sides = comparedIn(node);
    if (sides) answers.push(...answerOf(sides, assigned));
    answers.push(...rowsOf(node).map(row => ({ ...row, subject: '' })));
  }
  return answers;
}

const assignments =
  /^(?:assignment|variable_declarator|short_var_declaration|assignment_statement|var_spec|let_declaration)$/;

/** `result = f(2)`: a later assertion on `result` is one on the call; in Go, `result, err := f(2)`. */
function remember(node: SyntaxNode, assigned: Map<string, SyntaxNode>): void {
  if (!assignments.test(node.type)) return;
  const name = ['left', 'name', 'pattern'].map(field => node.childForFieldName(field)).find(found => found !== null);
  const value = ['right', 'value'].map(field => node.childForFieldName(field)).find(found => found !== null);
  if (!name || !value) return;
  const [names, values] = [name, value].map(side => (side.type === 'expression_list' ? childrenOf(side) : [side]));
  for (const [index, { text }] of (names ?? []).entries()) assigned.set(text, values?.[index] ?? value);
}

type Sides = [SyntaxNode, SyntaxNode];

const equality = /^(?:==|===|!=|!==)$/;
const equalCall =
  /(?:^|[._])(?:assert)?_?(?:(?:deep|strict|deep_?strict|array|iterable)_?equals?|equals?(?:values)?|is|same|eq|exactly|in_?delta|count_?equal|dict_?equal|list_?equal)$/i;
const equalMatcher = /^(?:to(?:Be|Equal|StrictEqual|MatchObject|BeCloseTo)|equals?|eql|isEqualTo)$/;

/** The two things that an assertion holds equal. */
function comparedIn(node: SyntaxNode): Sides | undefined {
  if (/^(?:comparison_operator|binary_expression)$/.test(node.type)) {
    const [left, right, ...others] = childrenOf(node);
    const isEquality = node.children.some(child => child !== null && equality.test(child.type));
    return left && right && others.length === 0 && isEquality ? [left, right] : undefined;
  }
  if (!isCall(node)) return undefined;
  const callee = calleeOf(node);
  const [first, second] = withoutContext(argumentsOf(node));
  if (first && second && equalCall.test(callee)) return [first, second];
  if (first && second && /^(?:\w+\.)?assertThat$/.test(callee)) return [first, matchedBy(second)];
  const subject = first && equalMatcher.test(matcherOf(node)) ? expectedIn(chainOf(node)) : undefined;
  return subject && first ? [subject, first] : undefined;
}

/** The number or text that an assertion holds something equal to, exactly and not the other way round. */
export function literallyExpected(assertion: SyntaxNode): SyntaxNode | undefined {
  const isExact = !/\.not\b|\bdelta|toBeCloseTo|toMatchObject|almost/i.test(
    isCall(assertion) ? calleeOf(assertion) : '',
  );
  const isDenied = assertion.children.some(child => /^!==?$/.test(child?.type ?? ''));
  const sides = isExact && !isDenied ? comparedIn(assertion) : undefined;
  const [literal, ...others] = (sides ?? []).flatMap(side => plainLiteral(side) ?? []);
  return others.length === 0 ? literal : undefined;
}

const plain =
  /^(?:integer|float|number|string|int_literal|float_literal|integer_literal|decimal_integer_literal|interpreted_string_literal|string_literal)$/;

/** A number or a text, also as `Ok(2)` of Rust. */
export function plainLiteral(node: SyntaxNode): SyntaxNode | undefined {
  if (plain.test(node.type)) return node;
  const [only, ...others] = isCall(node) && /^(?:Ok|Some)$/.test(calleeOf(node)) ? argumentsOf(node) : [];
  return only && others.length === 0 ? plainLiteral(only) : undefined;
}

/** Without the `t` that Go's assertions are given first. */
const withoutContext = (given: SyntaxNode[]): SyntaxNode[] =>
  given.length > 2 && /^(?:t|tb|b)$/.test(given[0]?.text ?? '') ? given.slice(1) : given;

/** What a matcher of Hamcrest asks for: `is(2)`, `is(equalTo(2))`. */
function matchedBy(matcher: SyntaxNode): SyntaxNode {
  const [only, ...others] =
    isCall(matcher) && /(?:^|\.)(?:is|equalTo)$/.test(calleeOf(matcher)) ? argumentsOf(matcher) : [];
  return only && others.length === 0 ? matchedBy(only) : matcher;
}

/** The node that holds what a method belongs to. */
const chainOf = (call: SyntaxNode): SyntaxNode => call.childForFieldName('function') ?? call;

const matcherOf = (call: SyntaxNode): string =>
  (chainOf(call).childForFieldName('property') ?? chainOf(call).childForFieldName('name'))?.text ?? '';

/** The `x` of `expect(x).not.toBe`. */
function expectedIn(chain: SyntaxNode): SyntaxNode | undefined {
  const object = chain.childForFieldName('object');
  if (!object) return undefined;
  return isCall(object) && /^(?:expect|(?:\w+\.)?assertThat)$/.test(calleeOf(object))
    ? argumentsOf(object)[0]
    : expectedIn(object);
}

function answerOf([left, right]: Sides, assigned: ReadonlyMap<string, SyntaxNode>): TestAnswer[] {
  const literals = [literalOf(left), literalOf(right)];
  const expected = literals[0] ?? literals[1];
  if (expected === undefined || literals.every(each => each !== undefined)) return [];
  const said = literals[0] === undefined ? left : right;
  const calls = [...descendants(assigned.get(said.text) ?? said)].filter(isCall);
  const call = calls.find(each => inputsOf(argumentsOf(each)).length > 0);
  return call ? [{ inputs: inputsOf(argumentsOf(call)), expected, subject: calleeOf(call) }] : [];
}

/** The literals among arguments, one by one, and all of them as the one key that they can be. */
function inputsOf(given: readonly SyntaxNode[]): string[] {
  return withAll(given.flatMap(node => literalOf(keywordValue(node) ?? node) ?? []));
}

const keywordValue = (node: SyntaxNode): SyntaxNode | null =>
  node.type === 'keyword_argument' ? node.childForFieldName('value') : null;
