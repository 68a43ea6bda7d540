import { childrenOf, readSyntax, type SyntaxNode } from './syntax.ts';

/** A function, method or type as its file declares it. */
export interface DeclaredSymbol {
  name: string;
  /** The class, struct or trait that it belongs to. */
  owner?: string;
  kind: 'function' | 'type';
  line: number;
  /** Names of its parameters, without the receiver. */
  parameters: string[];
  /** Its declaration without the body, on one line. */
  signature: string;
}

const functions = new Set([
  ...['function_definition', 'function_declaration', 'generator_function_declaration', 'method_definition'],
  ...[
    'method_signature',
    'abstract_method_signature',
    'method_declaration',
    'function_item',
    'function_signature_item',
  ],
]);
const types = new Set([
  ...['class_definition', 'class_declaration', 'abstract_class_declaration', 'interface_declaration'],
  ...['type_alias_declaration', 'enum_declaration', 'record_declaration', 'type_spec'],
  ...['struct_item', 'enum_item', 'trait_item', 'type_item'],
]);
const receivers = new Set(['self', 'cls', 'this']);
const longestSignature = 160;

/**
 * What a file declares for others to use, in source order, read with its grammar; what is declared inside a function is
 * that function's own affair. Nothing for a file that is not code we know.
 */
export async function declaredSymbols(path: string, text: string): Promise<DeclaredSymbol[]> {
  return (await readSyntax(path, text, root => symbolsBelow(root, undefined))) ?? [];
}

function symbolsBelow(node: SyntaxNode, owner: string | undefined): DeclaredSymbol[] {
  return childrenOf(node).flatMap(child => symbolsAt(child, owner));
}

function symbolsAt(node: SyntaxNode, owner: string | undefined): DeclaredSymbol[] {
  const name = node.childForFieldName('name')?.text;
  if (functions.has(node.type) && name) return [symbolOf(node, { name, owner: receiverOf(node) ?? owner })];
  if (types.has(node.type) && name) return [symbolOf(node, { name, owner }), ...symbolsBelow(node, name)];
  if (node.type === 'impl_item') return symbolsBelow(node, node.childForFieldName('type')?.text);
  if (node.type !== 'variable_declarator') return symbolsBelow(node, owner);
  const value = node.childForFieldName('value');
  const isFunction = value !== null && /^(?:arrow_function|function_expression)$/.test(value.type);
  return isFunction && name ? [symbolOf(node, { name, owner, value })] : [];
}

/** The type of a Go method. */
function receiverOf(node: SyntaxNode): string | undefined {
  return /(\w+)(?:\[[^\]]*\])?\)$/.exec(node.childForFieldName('receiver')?.text ?? '')?.[1];
}

function symbolOf(
  node: SyntaxNode,
  { name, owner, value = node }: { name: string; owner: string | undefined; value?: SyntaxNode },
): DeclaredSymbol {
  const body = value.childForFieldName('body');
  const length = body ? body.startIndex - node.startIndex : undefined;
  const kind = types.has(node.type) ? 'type' : 'function';
  const signature = node.text.slice(0, length).replace(/\s+/g, ' ').trim();
  return {
    name,
    ...(owner !== undefined && { owner }),
    kind,
    line: node.startPosition.row + 1,
    parameters: kind === 'type' ? [] : parametersOf(value),
    signature: signature.replace(/\s*(?:[:{]|=>|=)$/, '').slice(0, longestSignature),
  };
}

function parametersOf(node: SyntaxNode): string[] {
  const list = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  if (!list) return [];
  if (list.type === 'identifier') return [list.text];
  return childrenOf(list)
    .filter(({ type }) => !/comment|^self_parameter$|separator/.test(type))
    .flatMap(namesOfParameter)
    .filter(name => !receivers.has(name));
}

/** Names by their field where the grammar has one (in Go several share a type), else the first word. */
function namesOfParameter(node: SyntaxNode): string[] {
  const named = ['name', 'pattern'].flatMap(field => node.childrenForFieldName(field)).filter(child => child !== null);
  const texts = named.length > 0 ? named.map(({ text }) => text) : [node.text];
  return texts.map(text => /[\p{L}_$][\p{L}\p{N}_$]*/u.exec(text)?.[0] ?? text);
}
