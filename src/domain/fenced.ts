/** Text in a fence that it cannot close, whatever it holds (CommonMark, "Fenced code blocks"). */
export function fenced(text: string, language = '', mark: '`' | '~' = '`'): string {
  const runs = text.match(mark === '`' ? /`+/g : /~+/g) ?? [];
  const fence = mark.repeat(Math.max(3, ...runs.map(run => run.length + 1)));
  return `${fence}${language}\n${text}\n${fence}`;
}
