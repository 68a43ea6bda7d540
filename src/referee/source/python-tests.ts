import { childrenOf, descendants, type SyntaxNode } from '../../languages/syntax.ts';
import type { SourceTest } from './source-test.ts';

interface Around {
  file: string;
  classes: string[];
  context: string[];
}

/**
 * Tests by pytest's default conventions: functions `test*`, methods `test*` of classes `Test*` or of a TestCase
 * (docs.pytest.org, "Conventions for Python test discovery").
 */
export function pythonTests(root: SyntaxNode, file: string): SourceTest[] {
  const around = { file, classes: [], context: [] };
  return childrenOf(root).flatMap(node => testsIn(node, around));
}

function testsIn(node: SyntaxNode, around: Around): SourceTest[] {
  const definition = node.type === 'decorated_definition' ? node.childForFieldName('definition') : node;
  if (!definition) return [];
  if (definition.type === 'class_definition') return testsOfClass(definition, node, around);
  if (definition.type === 'function_definition') return testOfFunction(definition, node, around);
  const isBlock = ['if_statement', 'try_statement', 'with_statement', 'block', 'else_clause'].includes(definition.type);
  return isBlock ? childrenOf(definition).flatMap(child => testsIn(child, around)) : [];
}

const nameOf = (definition: SyntaxNode): string => definition.childForFieldName('name')?.text ?? '';

function testsOfClass(definition: SyntaxNode, whole: SyntaxNode, around: Around): SourceTest[] {
  const bases = definition.childForFieldName('superclasses')?.text ?? '';
  const name = nameOf(definition);
  if (!name.startsWith('Test') && !/TestCase\b/.test(bases)) return [];
  const body = definition.childForFieldName('body');
  const context = [...around.context, commentAbove(whole), name, docstringOf(body)];
  const inside = { ...around, classes: [...around.classes, name], context };
  return childrenOf(body ?? definition).flatMap(node => testsIn(node, inside));
}

function testOfFunction(definition: SyntaxNode, whole: SyntaxNode, around: Around): SourceTest[] {
  const names = [...around.classes, nameOf(definition)];
  if (!nameOf(definition).startsWith('test')) return [];
  const body = definition.childForFieldName('body');
  return [
    {
      file: around.file,
      id: `${around.file}::${names.join('::')}`,
      names,
      isMany: whole !== definition && /\bparametrize\b|\bgiven\b/.test(decoratorsOf(whole)),
      line: whole.startPosition.row + 1,
      endLine: whole.endPosition.row + 1,
      text: whole.text,
      context: [...around.context, commentAbove(whole)].join('\n'),
      asserts: body !== null && pythonAsserts(body),
    },
  ];
}

const decoratorsOf = (whole: SyntaxNode): string =>
  childrenOf(whole)
    .filter(child => child.type === 'decorator')
    .map(child => child.text)
    .join('\n');

/** Comments directly above a definition; tree-sitter keeps each line as a node of its own. */
function commentAbove(node: SyntaxNode): string {
  const lines: string[] = [];
  let below = node.startPosition.row;
  for (let above = node.previousNamedSibling; above?.type === 'comment'; above = above.previousNamedSibling) {
    if (above.startPosition.row !== below - 1) break;
    lines.unshift(above.text);
    below = above.startPosition.row;
  }
  return lines.join('\n');
}

function docstringOf(body: SyntaxNode | null): string {
  const first = body ? childrenOf(body).find(child => child.type !== 'comment') : undefined;
  const text = first?.type === 'expression_statement' ? first.firstNamedChild : undefined;
  return text?.type === 'string' ? text.text : '';
}

const asserting = /(?:^|\.)(?:_?assert\w*|raises|warns|deprecated_call|fail|expect\w*|verify\w*|check\w*|should\w*)$/;

/** `assert True` can never fail. */
const constants = new Set(['true', 'integer', 'string', 'float']);

/** Whether anything in a body asserts. */
export function pythonAsserts(body: SyntaxNode): boolean {
  for (const node of descendants(body)) {
    if (node.type === 'assert_statement' && !constants.has(node.firstNamedChild?.type ?? '')) return true;
    if (node.type === 'call' && asserting.test(node.childForFieldName('function')?.text ?? '')) return true;
  }
  return false;
}
