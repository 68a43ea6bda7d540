/** The first word of a text, or what stands first in quotes or backticks, and what follows it. */
export function firstWord(text: string): { word: string; rest: string } {
  const [, ticked, quoted, bare, rest = ''] = /^(?:`([^`]+)`|'([^']+)'(?=\s|$)|(\S+))[ \t]*(.*)$/.exec(text) ?? [];
  return { word: (ticked ?? quoted ?? bare ?? '').trim(), rest };
}
