import type { Grammar, SyntaxNode } from '../../languages/syntax.ts';

/** How a language says what mutants are made of. */
export interface Words {
  yes: string;
  no: string;
  /** A statement that does nothing. */
  nothing: string;
  /** A return without a result, where the language takes it wherever a result is due. */
  noResult: string | undefined;
  /** Operators that only this language has. */
  own: Record<string, string>;
}

const compiled: Words = { yes: 'true', no: 'false', nothing: ';', noResult: undefined, own: {} };
const script: Words = { ...compiled, noResult: 'return undefined;', own: { '===': '!==', '!==': '===' } };
const python: Words = {
  yes: 'True',
  no: 'False',
  nothing: 'pass',
  noResult: 'return None',
  own: { and: 'or', or: 'and', in: 'not in', 'not in': 'in', is: 'is not', 'is not': 'is', '//': '*', '**': '*' },
};

export const wordsOf = (grammar: Grammar): Words => {
  if (grammar === 'python') return python;
  return grammar === 'typescript' || grammar === 'tsx' ? script : compiled;
};

const counterparts: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '==': '!=',
  '!=': '==',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '&&': '||',
  '||': '&&',
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
};

/** What stands in the place of an operator; nothing for a node that is none. */
export function counterpartOf(node: SyntaxNode, { own }: Words): string | undefined {
  return node.isNamed ? undefined : (own[node.type] ?? counterparts[node.type]);
}

export const outside =
  /^(?:import|export_clause|use_declaration|package|type(?:_|$)|.*_type$|decorator|annotation|marker_annotation|attribute_item|raise_statement|throw_statement|interface_declaration|comment|line_comment|block_comment)/;

const talking =
  /^(?:(?:\w+\.)*(?:log|logger|logging|console)\.\w+|print|e?println|panic|warnings\.warn|fmt\.(?:Errorf|Print\w*)|errors\.New|System\.(?:out|err))$/;

/** A call that only says something to people. */
export function isTalk(node: SyntaxNode): boolean {
  if (!/^(?:call|call_expression|macro_invocation|method_invocation)$/.test(node.type)) return false;
  const callee = ['function', 'macro', 'object']
    .map(field => node.childForFieldName(field))
    .find(found => found !== null);
  return talking.test(callee?.text ?? '');
}
