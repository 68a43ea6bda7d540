import { languageAt } from '../../languages/languages.ts';
import { childrenOf, descendants, type SyntaxNode } from '../../languages/syntax.ts';
import { argumentsOf, isCall } from './calls.ts';
import { literallyExpected, plainLiteral } from './test-answers.ts';

/** What a test of a compiled language that passes can have left out: it waits for an error, or is not run. */
const elsewhere = /should_panic|\bexpected\b|\bignore\b|Disabled/;

/**
 * The literal that an assertion of Go, Rust or Java holds an answer equal to, where the assertion stands in the body of a
 * test itself with nothing before it that could leave early.
 */
export function compiledExpectation(node: SyntaxNode, path: string): SyntaxNode | undefined {
  if (!/^(?:expression|if)_statement$/.test(node.type) || !isDirect(node, path)) return undefined;
  if (node.type === 'if_statement') return refusedUnless(node);
  const call = node.firstNamedChild;
  if (!call || !isCall(call)) return undefined;
  const [third] = argumentsOf(call)
    .slice(2)
    .filter(({ type }) => /integer|float|decimal/.test(type));
  const isGo = path.endsWith('.go');
  return third && !isGo ? undefined : literallyExpected(call);
}

function isDirect(node: SyntaxNode, path: string): boolean {
  const list = node.parent?.type === 'statement_list' ? node.parent.parent : node.parent;
  const test = list?.type === 'block' ? list.parent : undefined;
  const declared = test && languageAt(path)?.tests?.testAt(test);
  if (!declared || elsewhere.test(declared.attributes)) return false;
  return !childrenOf(node.parent ?? node)
    .filter(({ endIndex }) => endIndex <= node.startIndex)
    .some(earlier => [...descendants(earlier)].some(({ type }) => /^return_/.test(type)));
}

/** `if got := f(2); got != 6 { t.Errorf(…) }` of Go. */
function refusedUnless(node: SyntaxNode): SyntaxNode | undefined {
  const condition = node.childForFieldName('condition');
  const isRefusal = /^\{\s*\w+\.(?:Error|Fatal|Fail)/.test(node.childForFieldName('consequence')?.text ?? '');
  if (!isRefusal || condition?.childForFieldName('operator')?.text !== '!=') return undefined;
  const [literal, ...others] = childrenOf(condition).flatMap(side => plainLiteral(side) ?? []);
  return others.length === 0 ? literal : undefined;
}
