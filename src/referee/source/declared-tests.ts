import type { DeclaredTest, TestConventions } from '../../languages/language.ts';
import { attributesAbove, childrenOf, commentsAbove, descendants, type SyntaxNode } from '../../languages/syntax.ts';
import type { SourceTest } from './source-test.ts';

interface Around {
  file: string;
  conventions: TestConventions;
  blocks: string[];
  context: string[];
}

/** Tests of a language whose runner finds them by name, attribute or annotation, by that language's conventions. */
export function declaredTests(root: SyntaxNode, file: string, conventions: TestConventions): SourceTest[] {
  return testsIn(root, { file, conventions, blocks: [], context: [] });
}

function testsIn(node: SyntaxNode, around: Around): SourceTest[] {
  const declared = around.conventions.testAt(node);
  if (declared) return [testOf(node, declared, around)];
  const block = around.conventions.blockAt(node);
  const inside =
    block === undefined
      ? around
      : { ...around, blocks: [...around.blocks, block], context: [...around.context, ...commentsAbove(node)] };
  return childrenOf(node).flatMap(child => testsIn(child, inside));
}

function testOf(node: SyntaxNode, { name, isMany, attributes }: DeclaredTest, around: Around): SourceTest {
  const names = [...around.blocks, name];
  const first = attributesAbove(node).at(0) ?? node;
  return {
    file: around.file,
    id: `${around.file}::${names.join(' > ')}`,
    names,
    isMany,
    line: first.startPosition.row + 1,
    endLine: node.endPosition.row + 1,
    text: [...attributesAbove(node), node].map(({ text }) => text).join('\n'),
    context: [...around.context, ...commentsAbove(node), attributes].join('\n'),
    asserts: around.conventions.asserts.test(attributes) || declaredAsserts(node, around.conventions),
  };
}

const calls = new Set(['call_expression', 'method_invocation', 'macro_invocation']);

/** Whether any call in a node asserts. */
export function declaredAsserts(node: SyntaxNode, { asserts, vacuous }: TestConventions): boolean {
  const made = [...descendants(node)]
    .filter(call => calls.has(call.type) && !isSwallowed(call))
    .map(({ text }) => text);
  return made.some(text => asserts.test(text) && !vacuous.test(text) && !/\|\|\s*true\b/.test(text));
}

const failures = /^catch\s*\(\s*(?:final\s+)?(?:[\w.]*\|\s*)*(?:[\w.]*Assertion\w*|Throwable|Error)\b/;

/** Whether what a call throws goes nowhere: a `catch` of Java that does nothing with it, `catch_unwind` of Rust. */
function isSwallowed(call: SyntaxNode): boolean {
  for (let within: SyntaxNode = call, around = call.parent; around; within = around, around = around.parent) {
    const isTried = around.type === 'try_statement' && within.type === 'block';
    const caught = isTried
      ? childrenOf(around).filter(({ type, text }) => type === 'catch_clause' && failures.test(text))
      : [];
    if (caught.some(({ text }) => !/\b(?:throw|fail|assert\w*)\b/.test(text.replace(failures, '')))) return true;
    if (isUnwinding.test(around.childForFieldName('function')?.text ?? '')) return true;
  }
  return false;
}

const isUnwinding = /(?:^|::)catch_unwind$/;
