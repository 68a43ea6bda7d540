import type { CompileError } from './load-errors.ts';
import { withCalls } from './mistyped-calls.ts';
import { type Place, repositoryPath } from './place.ts';

const located = /^(\S+?\.rs):(\d+):(\d+): error(?:\[E\d+\])?: .*$/gm;
const unlocated = /^error\[E\d+\]: .*$/gm;

/** The errors in rustc's short format, one for each line; a call with wrong arguments gets the name of what is called, and so does a wrong type. */
export function compileErrors(text: string, place: Place): CompileError[] {
  const errors = [...text.matchAll(located)].flatMap(([whole, path = '', line, column]) => {
    const file = repositoryPath(place, path);
    const source = place.sources.texts.get(file)?.split('\n')[Number(line) - 1] ?? '';
    const told = whole.slice(whole.indexOf(': ') + 2);
    const spot = { file, line: Number(line), column: Number(column) };
    const said = told.startsWith('error[E0308]') ? withCalls(told, spot, place) : told;
    return separate(said).map(message =>
      failureAt(file, { message, line: Number(line), called: calledAt(source, Number(column)) }),
    );
  });
  const others = [...text.matchAll(unlocated)].map(([message]) => failureAt('', { message, line: 0, called: '' }));
  return [...errors, ...others];
}

/** `unresolved imports a, b` are two errors: each has to be a legal one. */
function separate(said: string): string[] {
  const [, listed] = /unresolved imports ((?:`[^`]+`(?:, )?)+)/.exec(said) ?? [];
  return listed?.split(', ').map(each => `unresolved import ${each}`) ?? [said];
}

/** The last name of the path that is called at a column. */
const calledAt = (source: string, column: number): string =>
  /^[^\w]*(?:[\w.]+(?:::|\.))*(\w+)(?=\s*(?:::<[^>]*>)?\()/.exec(source.slice(column - 1))?.[1] ?? '';

function failureAt(
  file: string,
  { message, line, called }: { message: string; line: number; called: string },
): CompileError {
  const isCall = /takes \d+ [\w ]*arguments? but/.test(message) && called !== '';
  const said = isCall ? `${message}: \`${called}\`` : message;
  return {
    file,
    failure: { type: 'CompileError', message: said, detail: `${file}:${line}: ${said}`, ...(line && { line }) },
  };
}
