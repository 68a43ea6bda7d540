import { childrenOf, descendants, type SyntaxNode } from '../../languages/syntax.ts';
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
    answers.push(...rowsOf(node));
  }
  return answers;
}

/** `result = f(2)`: a later assertion on `result` is one on the call. */
function remember(node: SyntaxNode, assigned: Map<string, SyntaxNode>): void {
  if (!/^(?:assignment|variable_declarator|short_var_declaration|let_declaration)$/.test(node.type)) return;
  const name = ['left', 'name', 'pattern'].map(field => node.childForFieldName(field)).find(found => found !== null);
  const value = ['right', 'value'].map(field => node.childForFieldName(field)).find(found => found !== null);
  if (name && value) assigned.set(name.text, value);
}

type Sides = [SyntaxNode, SyntaxNode];

const equality = /^(?:==|===|!=|!==)$/;
const equalCall =
  /(?:^|[._])(?:assert)?_?(?:(?:deep|strict|deep_?strict)?_?equals?|is|same|eq|count_?equal|dict_?equal|list_?equal)$/i;
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
  const [first, second] = argumentsOf(node);
  if (first && second && equalCall.test(callee?.text ?? '')) return [first, second];
  const subject =
    callee && first && equalMatcher.test(callee.childForFieldName('property')?.text ?? '')
      ? expectedIn(callee)
      : undefined;
  return subject && first ? [subject, first] : undefined;
}

const isCall = ({ type }: SyntaxNode): boolean => /^(?:call|call_expression|method_invocation)$/.test(type);

const calleeOf = (call: SyntaxNode): SyntaxNode | null =>
  call.childForFieldName('function') ?? call.childForFieldName('name');

const argumentsOf = (call: SyntaxNode): SyntaxNode[] => {
  const list = call.childForFieldName('arguments');
  return list ? childrenOf(list).filter(({ type }) => type !== 'comment') : [];
};

/** The `x` of `expect(x).not.toBe`. */
function expectedIn(callee: SyntaxNode): SyntaxNode | undefined {
  const object = callee.childForFieldName('object');
  if (!object) return undefined;
  return isCall(object) && /^(?:expect|assertThat)$/.test(calleeOf(object)?.text ?? '')
    ? argumentsOf(object)[0]
    : expectedIn(object);
}

function answerOf([left, right]: Sides, assigned: ReadonlyMap<string, SyntaxNode>): TestAnswer[] {
  const literals = [literalOf(left), literalOf(right)];
  const expected = literals[0] ?? literals[1];
  if (expected === undefined || literals.every(each => each !== undefined)) return [];
  const said = literals[0] === undefined ? left : right;
  const call = [...descendants(assigned.get(said.text) ?? said)].find(isCall);
  const inputs = call ? inputsOf(argumentsOf(call)) : [];
  return inputs.length > 0 ? [{ inputs, expected, subject: calleeOf(call ?? said)?.text ?? '' }] : [];
}

/** The literals among arguments, one by one, and all of them as the one key that they can be. */
function inputsOf(given: readonly SyntaxNode[]): string[] {
  const values = given.flatMap(node => literalOf(node.childForFieldName('value') ?? node) ?? []);
  return withAll(values);
}

const isCollection = ({ type }: SyntaxNode): boolean =>
  /^(?:tuple|list|array|literal_value|literal_element|tuple_expression|array_expression)$/.test(type);

/** The rows of a table of cases: what is given, then what is expected. */
function rowsOf(node: SyntaxNode): TestAnswer[] {
  const rows = isCollection(node) ? childrenOf(node).filter(({ type }) => type !== 'comment') : [];
  if (rows.length < 2 || !rows.every(row => isCollection(row) && row.namedChildCount > 1)) return [];
  return rows.flatMap(row => {
    const cells = childrenOf(row).map(literalOf);
    const expected = cells.at(-1);
    const inputs = cells.slice(0, -1).filter(cell => cell !== undefined);
    return expected === undefined || inputs.length === 0 ? [] : [{ inputs: withAll(inputs), expected, subject: '' }];
  });
}

const withAll = (values: string[]): string[] => (values.length > 1 ? [...values, `[${values.join(', ')}]`] : values);
