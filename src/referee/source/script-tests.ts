import { childrenOf, descendants, type SyntaxNode } from '../../languages/syntax.ts';
import type { SourceTest } from './source-test.ts';

interface Around {
  file: string;
  blocks: string[];
  context: string[];
  isMany: boolean;
}

const testWords = new Set(['it', 'test', 'specify', 'xit', 'fit', 'xtest']);
const blockWords = new Set(['describe', 'suite', 'context', 'xdescribe', 'fdescribe']);

/** Tests as Vitest, Jest, Mocha and `node:test` declare them: calls of `it` and `test` inside calls of `describe`. */
export function scriptTests(root: SyntaxNode, file: string): SourceTest[] {
  return testsIn(root, { file, blocks: [], context: [], isMany: false });
}

const loops = new Set(['for_statement', 'for_in_statement', 'while_statement']);

function testsIn(node: SyntaxNode, around: Around): SourceTest[] {
  const declaration = node.type === 'call_expression' ? declarationOf(node) : undefined;
  if (declaration?.kind === 'test') return [testOf(node, declaration, around), ...subtestsOf(declaration, around)];
  if (declaration?.kind === 'block') return inside(declaration.body, enter(node, declaration, around));
  return inside(node, loops.has(node.type) || isIteration(node) ? { ...around, isMany: true } : around);
}

const inside = (node: SyntaxNode, around: Around): SourceTest[] =>
  childrenOf(node).flatMap(child => testsIn(child, around));

const isIteration = (node: SyntaxNode): boolean =>
  node.type === 'call_expression' && /\.(forEach|map)$/.test(node.childForFieldName('function')?.text ?? '');

interface Declaration {
  kind: 'test' | 'block';
  title: string;
  isMany: boolean;
  body: SyntaxNode;
}

/** `it('…', () => …)`, `it.only(…)`, `test.each(…)('…', …)`, `test.for`, and `t.test('…')` of a `node:test` context. */
function declarationOf(call: SyntaxNode): Declaration | undefined {
  const callee = call.childForFieldName('function');
  const [titleNode, ...rest] = childrenOf(call.childForFieldName('arguments') ?? call);
  const words = calleeWords(callee);
  const word = words.find(each => testWords.has(each) || blockWords.has(each));
  if (!callee || !titleNode || word === undefined) return undefined;
  const body = rest.findLast(node => /function|arrow/.test(node.type));
  const title = titleOf(titleNode);
  const isPlain = words[0] === word && rootOf(callee).type === 'identifier';
  const isSubtest = words[1] === word && words.length === 2 && body !== undefined;
  if (title === undefined || !(isPlain || isSubtest) || (!body && rest.length > 0)) return undefined;
  const isMany = words.includes('each') || words.includes('for') || isComputed(titleNode);
  return { kind: testWords.has(word) ? 'test' : 'block', title, isMany, body: body ?? call };
}

function rootOf(callee: SyntaxNode): SyntaxNode {
  const inner = callee.childForFieldName('object') ?? callee.childForFieldName('function');
  return inner ? rootOf(inner) : callee;
}

/** The names that a callee chains: `test.skip.each([…])` is `test`, `skip`, `each`. */
function calleeWords(callee: SyntaxNode | null): string[] {
  if (!callee) return [];
  if (callee.type === 'identifier' || callee.type === 'property_identifier') return [callee.text];
  if (callee.type === 'call_expression') return calleeWords(callee.childForFieldName('function'));
  if (callee.type !== 'member_expression') return [];
  return [callee.childForFieldName('object'), callee.childForFieldName('property')].flatMap(calleeWords);
}

function titleOf(node: SyntaxNode): string | undefined {
  if (node.type === 'string') return unescaped(node.text.slice(1, -1));
  if (node.type === 'template_string') return unescaped(node.text.slice(1, -1));
  return /identifier|member_expression|binary_expression|call_expression/.test(node.type)
    ? `\${${node.text}}`
    : undefined;
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
const unescaped = (text: string): string => text.replace(/\\(.)/gs, (_, char: string) => escapes[char] ?? char);

const isComputed = (node: SyntaxNode): boolean =>
  node.type !== 'string' && (node.type !== 'template_string' || node.text.includes('${'));

function enter(call: SyntaxNode, { title, isMany }: Declaration, around: Around): Around {
  return {
    ...around,
    blocks: [...around.blocks, title],
    context: [...around.context, commentAbove(call), title],
    isMany: around.isMany || isMany,
  };
}

function testOf(call: SyntaxNode, { title, isMany, body }: Declaration, around: Around): SourceTest {
  const names = [...around.blocks, title];
  return {
    file: around.file,
    id: `${around.file}::${names.join(' > ')}`,
    names,
    isMany: around.isMany || isMany,
    line: call.startPosition.row + 1,
    endLine: call.endPosition.row + 1,
    text: call.text,
    context: [...around.context, commentAbove(call)].join('\n'),
    asserts: scriptAsserts(body),
  };
}

/** Subtests of `node:test` and `tap`: `t.test('…')` in a test's body, named below their parent. */
function subtestsOf({ title, body, isMany }: Declaration, around: Around): SourceTest[] {
  return inside(body, { ...around, blocks: [...around.blocks, title], isMany: around.isMany || isMany });
}

/** The comment that ends on the line above the statement of a call. */
function commentAbove(call: SyntaxNode): string {
  const statement = call.parent?.type === 'expression_statement' ? call.parent : call;
  const above = statement.previousNamedSibling;
  const isNear = above?.type === 'comment' && above.endPosition.row === statement.startPosition.row - 1;
  return isNear ? above.text : '';
}

const asserting = /^(?:expect\w*|assert\w*|should|verify\w*|check\w*|fail)$/;
const assertingMember =
  /(?:\.|^)(?:assert\w*|should|rejects|throws|expect|is|equal|equals|deepEqual|ok|fail|same|verify\w*|check\w*)$/;

const constants = new Set(['true', 'false', 'number', 'string', 'null']);

/** `expect(true).toBe(true)` can never fail: nothing in its chain of calls but constants. */
function isOfConstant(call: SyntaxNode): boolean {
  const given = childrenOf(call.childForFieldName('arguments') ?? call);
  const inner = call.childForFieldName('function')?.childForFieldName('object');
  const isConstant = given.every(node => constants.has(node.type));
  return isConstant && (inner?.type === 'call_expression' ? isOfConstant(inner) : given.length > 0);
}

/** Whether anything in a body asserts. */
export function scriptAsserts(body: SyntaxNode): boolean {
  for (const node of descendants(body)) {
    if (node.type === 'member_expression' && /\.should$/.test(node.text)) return true;
    if (node.type !== 'call_expression' || isOfConstant(node)) continue;
    const callee = node.childForFieldName('function');
    const words = calleeWords(callee);
    if (asserting.test(words[0] ?? '') || words.includes('assert') || words.includes('expect')) return true;
    if (callee?.type === 'member_expression' && assertingMember.test(callee.text)) return true;
  }
  return false;
}
