import { extname } from 'node:path';
import { childrenOf, type SyntaxNode } from '../../languages/syntax.ts';

export const isCall = ({ type }: SyntaxNode): boolean => /^(?:call|call_expression|method_invocation)$/.test(type);

/** What is called, with what it belongs to: `slug`, `prices.Discount`, `Map.of`. */
export function calleeOf(call: SyntaxNode): string {
  const called = call.childForFieldName('function');
  if (called) return called.text;
  const [object, name] = ['object', 'name'].map(field => call.childForFieldName(field)?.text);
  return object === undefined ? (name ?? '') : `${object}.${name}`;
}

export function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  const list = call.childForFieldName('arguments');
  return list ? childrenOf(list).filter(({ type }) => !/comment$/.test(type)) : [];
}

const blank = (found: string): string => ' '.repeat(found.length);

/** To a grammar of Rust what a macro is given is tokens. Without the mark of a macro it is read as values, each in its place. */
export function withoutMacros(path: string, text: string): string {
  return extname(path) === '.rs' ? text.replace(/\bvec!(?=\s*\[)|(?<=\bassert(?:_eq)?)!(?=\s*\()/g, blank) : text;
}
