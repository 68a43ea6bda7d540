import { childrenOf, type SyntaxNode } from '../../languages/syntax.ts';
import { argumentsOf, calleeOf, isCall } from './calls.ts';

const numbers =
  /^(?:integer|float|number|int_literal|float_literal|integer_literal|decimal_integer_literal|decimal_floating_point_literal)$/;
const strings =
  /^(?:string|template_string|interpreted_string_literal|raw_string_literal|string_literal|char_literal|character_literal|rune_literal)$/;
const constants = /^(?:true|false|none|null|nil|undefined|boolean_literal|null_literal)$/;
const lists =
  /^(?:list|tuple|set|array|array_expression|tuple_expression|tuple_pattern|array_initializer|literal_value)$/;
const maps = /^(?:dictionary|object)$/;
/** Nodes that add nothing to the value within. */
const wrappers =
  /^(?:parenthesized_expression|reference_expression|literal_element|expression_list|case_pattern|match_pattern|switch_label|token_tree|computed_property_name|as_expression|satisfies_expression)$/;
/** Calls that hand on what they are given. */
const makers =
  /^(?:Ok|Some|String::from|Optional\.of|(?:Big(?:Decimal|Integer)|Integer|Long|Double)\.valueOf|u?int(?:8|16|32|64)|float(?:32|64)|string)$/;
/** Calls that read a number from a text, or take one as it is. */
const readers =
  /^(?:u?int|float|Number|parse(?:Int|Float)|Number\.parse(?:Int|Float)|(?:Integer|Long|Double)\.parse\w+)$/;
const listMakers = /^(?:List\.of|Set\.of|Arrays\.asList)$/;

/**
 * The value of a literal, spelled the same in every language and however it is written; collections of literals too.
 * Nothing for what has to be computed.
 */
export function literalOf(node: SyntaxNode): string | undefined {
  const { type, text } = node;
  if (wrappers.test(type)) return wrapped(node);
  if (numbers.test(type)) return numberOf(text);
  if (strings.test(type)) return stringOf(node);
  if (constants.test(type)) return text.toLowerCase();
  if (/^(?:unary_operator|unary_expression|negative_literal)$/.test(type) && /^-/.test(text)) return negative(node);
  if (type === 'literal_value' && node.firstNamedChild?.type === 'keyed_element') return mapped(node);
  if (/^binary_(?:operator|expression)$/.test(type)) return computed(node);
  if (lists.test(type)) return collected(childrenOf(node).map(literalOf), '[]');
  if (maps.test(type)) return mapped(node);
  return isCall(node) ? made(node) : bodyOf(node);
}

const mapped = (node: SyntaxNode): string | undefined => collected(childrenOf(node).map(pairOf), '{}');

/** An error that Go returns beside a value, where there is none, is no part of the value. */
function wrapped(node: SyntaxNode): string | undefined {
  const [only, ...others] = childrenOf(node);
  return only && others.every(({ type }) => type === 'nil') ? literalOf(only) : undefined;
}

/** `Ok(2)`, `"a".to_string()`, `List.of(1, 2)`. */
function made(call: SyntaxNode): string | undefined {
  const [callee, given] = [calleeOf(call), argumentsOf(call)];
  const [only, ...others] = given;
  if (listMakers.test(callee)) return collected(given.map(literalOf), '[]');
  if (readers.test(callee)) return (only && literalOf(only)?.replace(/^"(-?[\d.]+)"$/, '$1')) ?? undefined;
  if (makers.test(callee)) return only && others.length === 0 ? literalOf(only) : undefined;
  const text = call.childForFieldName('function')?.childForFieldName('value');
  return text && !only && /\.(?:to_string|to_owned|into)$/.test(callee) ? literalOf(text) : undefined;
}

/** `[]int{1, 2}`, `new int[] {1, 2}`, `new BigDecimal("1.5")`. */
function bodyOf(node: SyntaxNode): string | undefined {
  const { type } = node;
  const body = /^(?:composite_literal|array_creation_expression)$/.test(type)
    ? (node.childForFieldName('body') ?? node.childForFieldName('value'))
    : /^new Big(?:Decimal|Integer)\(/.test(node.text) && type === 'object_creation_expression'
      ? argumentsOf(node)[0]
      : undefined;
  return body ? literalOf(body) : undefined;
}

const operations: Record<string, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
};

/** `34 * 50` is a literal, too. */
function computed(node: SyntaxNode): string | undefined {
  const [left, right] = childrenOf(node).map(literalOf);
  const operate = operations[node.childForFieldName('operator')?.text ?? ''];
  const isPlain = [left, right].every(side => side !== undefined && /^-?[\d.]+$/.test(side));
  return operate && isPlain ? String(operate(Number(left), Number(right))) : undefined;
}

function negative(node: SyntaxNode): string | undefined {
  const value = node.firstNamedChild && literalOf(node.firstNamedChild);
  return value && /^[\d.]/.test(value) ? `-${value}` : undefined;
}

function numberOf(text: string): string | undefined {
  const value = Number(
    text.replaceAll('_', '').replace(/(?<![xX][\da-fA-F]*)(?:[fFdDlLn]|[iu](?:8|16|32|64|128|size)|f32|f64)$/, ''),
  );
  return Number.isFinite(value) ? String(value) : undefined;
}

function stringOf(node: SyntaxNode): string | undefined {
  if (childrenOf(node).some(({ type }) => /interpolation|substitution/.test(type))) return undefined;
  const text = node.text.replace(/^[a-zA-Z]*#*(?:"""|'''|["'`])|(?:"""|'''|["'`])#*$/g, '');
  return JSON.stringify(text.replace(/\\(["'`\\])/g, '$1'));
}

function pairOf(node: SyntaxNode): string | undefined {
  const [key, value] = [keyOf(node), node.childForFieldName('value')];
  const literal = value && literalOf(value);
  return key && literal ? `${key}: ${literal}` : undefined;
}

/** The key of an entry: a literal, or the bare name of a property. */
export function keyOf(entry: SyntaxNode): string | undefined {
  const key = entry.childForFieldName('key');
  if (!key) return undefined;
  return key.type === 'property_identifier' ? JSON.stringify(key.text) : literalOf(key);
}

function collected(parts: readonly (string | undefined)[], brackets: string): string | undefined {
  const known = parts.filter(part => part !== undefined);
  return known.length === parts.length ? `${brackets[0]}${known.join(', ')}${brackets[1]}` : undefined;
}
