import { childrenOf, descendants, readSyntax, type SyntaxNode } from '../../languages/syntax.ts';
import { argumentsOf, calleeOf } from '../answers/calls.ts';
import type { SourceTest } from './source-test.ts';

/** Whether a file can have assertions of this kind: Python and scripts. */
export const isReadDirectly = (path: string): boolean => /\.(?:py|[cm]?[jt]sx?)$/.test(path);

/** What an assertion says, where it stands in the body of a test itself with nothing before it that could leave early. */
export const directAssertion = (node: SyntaxNode, path: string): SyntaxNode | undefined =>
  path.endsWith('.py') ? pythonAssertion(node) : scriptAssertion(node);

function pythonAssertion(node: SyntaxNode): SyntaxNode | undefined {
  if (!isOfPythonTest(node)) return undefined;
  return /^(?:assert|expression)_statement$/.test(node.type) ? (node.firstNamedChild ?? undefined) : undefined;
}

function isOfPythonTest(node: SyntaxNode): boolean {
  const body = node.parent;
  if (body?.type !== 'block' || !/^test/.test(body.parent?.childForFieldName('name')?.text ?? '')) return false;
  return body.parent?.type === 'function_definition' && !leavesBefore(body, node);
}

function scriptAssertion(node: SyntaxNode): SyntaxNode | undefined {
  const call = node.type === 'await_expression' ? node.firstNamedChild : node;
  const around = node.parent;
  if (call?.type !== 'call_expression' || !around) return undefined;
  if (around.type === 'arrow_function') return isOfTest(around) ? call : undefined;
  const body = around.type === 'expression_statement' ? around.parent : null;
  const isDirect = body?.type === 'statement_block' && body.parent !== null && isOfTest(body.parent);
  return isDirect && body && !leavesBefore(body, around) ? call : undefined;
}

/** What a runner is given as a test; `it.fails` of Vitest and `it.failing` of Jest pass when their assertion fails. */
function isOfTest(body: SyntaxNode): boolean {
  const call = body.parent?.type === 'arguments' ? body.parent.parent : null;
  return /^(?:it|test|specify)\b(?!.*\.fail(?:s|ing)\b)/.test(call?.childForFieldName('function')?.text ?? '');
}

const leavesBefore = (body: SyntaxNode, statement: SyntaxNode): boolean =>
  childrenOf(body)
    .filter(({ endIndex }) => endIndex <= statement.startIndex)
    .some(earlier => [...descendants(earlier)].some(({ type }) => type === 'return_statement'));

/**
 * The tests that hold an assertion which every run reaches and which can fail. The others may assert in a function that
 * nobody calls, behind a promise that nobody awaits, where an error is swallowed, or what is always true.
 */
export async function surelyAsserting(
  path: string,
  text: string,
  tests: readonly SourceTest[],
): Promise<readonly SourceTest[]> {
  const isSure = path.endsWith('.py') ? isSurePython : isSureScript;
  const lines = await readSyntax(path, text, root =>
    [...descendants(root)].filter(isSure).map(node => node.startPosition.row + 1),
  );
  return tests.filter(({ line, endLine }) => (lines ?? []).some(each => line <= each && each <= endLine));
}

const expecting = /(?:^|\.)(?:_?assert\w*|raises|warns|fail|expect\w*|verify\w*|check\w*)$/;

function isSurePython(node: SyntaxNode): boolean {
  if (node.type === 'with_statement')
    return isOfPythonTest(node) && /^with\s[^:]*\b(?:raises|warns|assert\w+)\(/.test(node.text);
  const said = pythonAssertion(node);
  if (!said) return false;
  return node.type === 'assert_statement'
    ? canBeFalse(said)
    : said.type === 'call' && expecting.test(said.childForFieldName('function')?.text ?? '');
}

const isCheck = /^(?:assert|expect|should|verify|check)|^(?:t|chai|tap)\.|\.should\b/i;
const isPromised = /\.(?:resolves|rejects|doesNotReject|eventually)\b/;

function isSureScript(node: SyntaxNode): boolean {
  const call = scriptAssertion(node);
  if (!call) return false;
  const callee = withoutArguments(calleeOf(call));
  const [first] = argumentsOf(call);
  if (!isCheck.test(callee) || /^expect$/.test(callee)) return false;
  if (isPromised.test(callee) && node.type !== 'await_expression') return false;
  return !/^assert(?:\.ok)?$/.test(callee) || first === undefined || canBeFalse(first);
}

/** `expect.toBe` for `expect(f(2)).toBe`. */
function withoutArguments(callee: string): string {
  const less = callee.replace(/\([^()]*\)/g, '');
  return less === callee ? callee : withoutArguments(less);
}

/** A tuple, a function, a list in brackets are true whatever is in them, and so is what may be such a thing instead. */
function canBeFalse(said: SyntaxNode): boolean {
  const isEither = said.children.some(child => /^(?:or|\|\|)$/.test(child?.type ?? ''));
  if (isEither || said.type === 'parenthesized_expression') return childrenOf(said).every(canBeFalse);
  return !alwaysTrue.test(said.type);
}

const alwaysTrue =
  /^(?:tuple|list|array|object|dictionary|set|lambda|arrow_function|generator_expression|.*string|integer|number|true)$/;
