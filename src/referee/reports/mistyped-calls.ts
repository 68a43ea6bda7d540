import type { Place } from './place.ts';

interface Spot {
  file: string;
  /** Both from 1. */
  line: number;
  column: number;
}

/**
 * An error of a compiler about types, with the calls that may be meant: those of the expression that it points at, or the
 * one of which this is an argument; a comparison of values is an expression too. The signature of one of them is another than the test expects.
 */
export function withCalls(message: string, { file, line, column }: Spot, { sources }: Place): string {
  const source = sources.texts.get(file)?.split('\n')[line - 1] ?? '';
  const plain = source.replace(/"(?:[^"\\]|\\.)*"/g, text => `"${'_'.repeat(text.length - 2)}"`);
  const calls = callsAt(plain, column - 1).filter(name => !wrappers.has(name));
  return calls.length > 0 ? `${message} (calls ${calls.map(name => `\`${name}\``).join(', ')})` : message;
}

/** What holds a value in Rust, and what is written like a call. */
const wrappers = new Set(['Some', 'Ok', 'Err', 'if', 'while', 'for', 'switch', 'match', 'return']);

function callsAt(source: string, column: number): string[] {
  const start = column - (/[\w.]*$/.exec(source.slice(0, column))?.[0].length ?? 0);
  const inMacro = /^\w+!\s*\((.*)/s.exec(source.slice(start))?.[1];
  if (inMacro !== undefined) return callsIn(inMacro, /;/);
  const own = callsIn(source.slice(start), /[,;]/).filter(name => !wrappers.has(name));
  if (own.length > 0) return own;
  const open = openedBefore(source, start);
  if (open === undefined) return [];
  const [, name = '', macro] = /(\w+)(!?)$/.exec(source.slice(0, open)) ?? [];
  return macro ? callsIn(source.slice(open + 1), /;/) : [name].filter(Boolean);
}

/** Names that are called in an expression, but for what its arguments call, up to where it ends. */
function callsIn(expression: string, end: RegExp): string[] {
  const names: string[] = [];
  let depth = 0;
  let word = '';
  for (const [token] of expression.matchAll(/\w+|[^\w\s]/g)) {
    if (/[)\]}]/.test(token)) depth -= 1;
    if (depth < 0 || (depth === 0 && end.test(token))) break;
    if (depth === 0 && token === '(' && word) names.push(word);
    if (/[([{]/.test(token)) depth += 1;
    word = /^[A-Za-z_]/.test(token) ? token : '';
  }
  return names;
}

/** Where the parenthesis opens that is not closed before a place. */
function openedBefore(source: string, place: number): number | undefined {
  let depth = 0;
  for (let at = place - 1; at >= 0; at -= 1) {
    if (source[at] === ')') depth += 1;
    else if (source[at] === '(' && depth === 0) return at;
    else if (source[at] === '(') depth -= 1;
  }
  return undefined;
}
