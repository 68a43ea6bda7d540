import { childrenOf, descendants, type SyntaxNode } from '../../languages/syntax.ts';
import { argumentsOf, calleeOf, isCall } from './calls.ts';
import { literalOf } from './literals.ts';

/** A row of a table of cases: what is given, one by one and as the one key that it can be, and what is expected. */
export interface CaseRow {
  inputs: string[];
  expected: string;
}

/** The rows of the table of cases that a node is: a list of rows, or an attribute or annotation with one row or more. */
export function rowsOf(node: SyntaxNode): CaseRow[] {
  if (node.type === 'attribute') return /^(?:case|test_case)\b/.test(node.text) ? attributeRow(node) : [];
  if (node.type === 'annotation') return csvRows(node);
  if (isCall(node)) return /^(?:Arguments\.of|arguments)$/.test(calleeOf(node)) ? rowOf(argumentsOf(node)) : [];
  const rows = isCollection(node) ? childrenOf(node).filter(isNoComment).map(valueIn) : [];
  if (rows.length < 2 || !rows.every(row => isCollection(row) && row.namedChildCount > 1)) return [];
  return rows.flatMap(row => rowOf(childrenOf(row).filter(isNoComment)));
}

const isNoComment = ({ type }: SyntaxNode): boolean => !/comment$/.test(type);

const isCollection = ({ type }: SyntaxNode): boolean =>
  /^(?:tuple|list|array|literal_value|tuple_expression|array_expression|array_initializer)$/.test(type);

/** What stands in an element of a Go literal, with or without a key or a type before it. */
function valueIn(node: SyntaxNode): SyntaxNode {
  const within =
    node.type === 'literal_element'
      ? node.firstNamedChild
      : node.type === 'keyed_element'
        ? node.childForFieldName('value')
        : node.type === 'composite_literal'
          ? node.childForFieldName('body')
          : undefined;
  return within ? valueIn(within) : node;
}

/** What is expected is said by the name of a field, else it stands last. */
function rowOf(cells: readonly SyntaxNode[]): CaseRow[] {
  const isNamed = (cell: SyntaxNode) =>
    /^(?:want(?:ed)?|exp(?:ected)?|out(?:put)?|result)$/i.test(cell.childForFieldName('key')?.text ?? '');
  const sorted = [...cells.filter(cell => !isNamed(cell)), ...cells.filter(isNamed)];
  return row(sorted.map(cell => literalOf(valueIn(cell))));
}

/** A flag at the end, mostly whether there is an error, is not what was expected as a value. */
function row(cells: (string | undefined)[]): CaseRow[] {
  const values =
    cells.length > 2 && /^(?:true|false|nil|null|none)$/.test(cells.at(-1) ?? '') ? cells.slice(0, -1) : cells;
  const expected = values.at(-1);
  const inputs = values.slice(0, -1).filter(cell => cell !== undefined);
  if (expected === undefined || inputs.length === 0) return [];
  const unnamed = inputs.length > 2 ? withAll(inputs.slice(1)).slice(-1) : [];
  return [{ inputs: [...withAll(inputs), ...unnamed], expected }];
}

/** Values one by one, and all of them as one list. */
export const withAll = (values: string[]): string[] =>
  values.length > 1 ? [...values, `[${values.join(', ')}]`] : values;

/** `#[case(2000, 15, 1700)]` of rstest; in `#[test_case(1 => 2; "a name")]` the name is no part of the row. */
function attributeRow(attribute: SyntaxNode): CaseRow[] {
  const given = attribute.childForFieldName('arguments');
  const name = given?.children.find(child => child?.type === ';');
  const cells = given ? childrenOf(given).filter(({ startIndex }) => !name || startIndex < name.startIndex) : [];
  return rowOf(cells);
}

/** `@CsvSource({"2000, 15, 1700"})` of JUnit, also as a block of text. */
function csvRows(annotation: SyntaxNode): CaseRow[] {
  if (!/^@(?:[\w.]+\.)?CsvSource\b/.test(annotation.text)) return [];
  const texts = [...descendants(annotation)].filter(({ type }) => type === 'string_literal').map(({ text }) => text);
  const lines = texts.flatMap(text => text.replace(/^"+|"+$/g, '').split('\n'));
  return lines.flatMap(line => row(line.split(/[,;|]/).map(cellOf)));
}

function cellOf(cell: string): string {
  const text = cell.trim().replace(/^'|'$/g, '');
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
  return /^-?\d[\d.]*$/.test(text) ? String(Number(text)) : JSON.stringify(text);
}
