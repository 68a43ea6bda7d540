import { childrenOf, type SyntaxNode } from '../../languages/syntax.ts';

const numbers =
  /^(?:integer|float|number|int_literal|float_literal|integer_literal|decimal_integer_literal|decimal_floating_point_literal)$/;
const strings = /^(?:string|template_string|interpreted_string_literal|raw_string_literal|string_literal)$/;
const constants = /^(?:true|false|none|null|nil|undefined|boolean_literal|null_literal)$/;
const lists = /^(?:list|tuple|set|array|array_expression|tuple_expression|array_initializer)$/;
const maps = /^(?:dictionary|object)$/;
/** Nodes that add nothing to the value within. */
const wrappers =
  /^(?:parenthesized_expression|reference_expression|literal_element|expression_list|case_pattern|match_pattern|computed_property_name|as_expression|satisfies_expression)$/;

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
  if (/^(?:unary_operator|unary_expression)$/.test(type) && /^-/.test(text)) return negative(node);
  if (lists.test(type)) return collected(childrenOf(node).map(literalOf), '[]');
  if (maps.test(type)) return collected(childrenOf(node).map(pairOf), '{}');
  return undefined;
}

function wrapped(node: SyntaxNode): string | undefined {
  const [only, ...others] = childrenOf(node);
  return only && others.length === 0 ? literalOf(only) : undefined;
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
