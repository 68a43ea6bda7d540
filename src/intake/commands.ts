import type { Command, CommandName, ParsedComment } from '../domain/command.ts';
import { firstWord } from '../domain/first-word.ts';
import { helpLines } from '../domain/help.ts';
import { ownLines, withoutTrailer } from './own-lines.ts';

const names = Object.keys(helpLines) as CommandName[];
const isCommand = (word: string): word is CommandName => names.some(name => name === word);

/** A line that begins like a command, ours or another bot's. Only plain letters: a look-alike is not one of them. */
const slashLine = /^\/([a-z][a-z-]*)(?:[ \t]+(.*?))?[ \t]*$/i;

/**
 * Reads a comment. A command stands at the start of a line of its author's own words: not in a quote, code, list, HTML
 * or e-mail trailer. The first one counts. A bare verb that we do not know belongs to another bot, unless it is a slip
 * of the pen for one of ours.
 */
export function parseComment(body: string): ParsedComment {
  if (!/^[ \t]*\/[a-z]/im.test(body)) return { kind: 'talk' };
  for (const { text, end } of ownLines(body)) {
    const [, word = '', rest = ''] = slashLine.exec(text) ?? [];
    const parsed = word && parseLine(word.toLowerCase(), rest, () => withoutTrailer(body.slice(end)));
    if (parsed) return parsed;
  }
  return { kind: 'talk' };
}

/** Words that are about a verdict, and hold for as long as they stand. */
export const isAboutVerdict = ({ name }: Command): boolean => name === 'waive' || name === 'amend';

function parseLine(word: string, rest: string, below: () => string): ParsedComment | undefined {
  if (word !== 'redfirst') return parseWord(word, rest, below);
  const [verb = '', ...words] = rest.split(/[ \t]+/);
  const known = parseWord(verb.toLowerCase(), words.join(' '), below);
  return (
    known ?? unknown(word, `\`/redfirst ${verb}\` is no command of mine. \`/help\` lists them.`.replace(' `', '`'))
  );
}

function parseWord(word: string, rest: string, below: () => string): ParsedComment | undefined {
  if (isCommand(word)) return argumentsOf[word](rest, below);
  const near = names.find(name => isSlipFor(name, word));
  return near && unknown(word, `\`/${word}\` is no command of mine. Did you mean \`/${near}\`?`);
}

/** A path, with a line if it is about one: something with a slash or an extension. */
const placePattern = /^((?:[^\s:]+\/[^\s:]*|[\w@-][\w.@-]*\.[a-z]\w{0,9}))(?::(\d{1,7}))?$/i;

type Reader = (rest: string, below: () => string) => ParsedComment;

const argumentsOf: Record<CommandName, Reader> = {
  approve(rest) {
    const [, hash] = /^`?([0-9a-f]{7,64})`?$/i.exec(rest) ?? [];
    return rest && !hash ? misused('approve') : command({ name: 'approve', hash: hash?.toLowerCase() });
  },
  revise(rest, below) {
    return command({ name: 'revise', feedback: `${rest}${below()}`.trim() });
  },
  amend(rest, below) {
    const { word: target, rest: words } = firstWord(rest);
    const reason = `${words}${below()}`.trim();
    if (target && !reason) return misused('amend', 'the reason is missing');
    return target ? command({ name: 'amend', target, reason }) : misused('amend');
  },
  waive(rest, below) {
    const { word: rule, rest: words } = firstWord(rest);
    const { word, rest: others } = firstWord(words);
    const [, path, line] = placePattern.exec(word) ?? [];
    const place = path === undefined ? undefined : { path, ...(line && { line: Number(line) }) };
    const reason = `${place ? others : words}${below()}`.trim();
    if (rule && !reason) return misused('waive', 'the reason is missing');
    return rule ? command({ name: 'waive', rule: rule.toLowerCase(), place, reason }) : misused('waive');
  },
  continue(rest) {
    return /^(\$?\d{1,9}(\.\d{1,9})?|\d{1,4} ?m(in(utes)?)?)$/.test(rest)
      ? command({ name: 'continue', budget: rest })
      : misused('continue');
  },
  implement: alone({ name: 'implement' }),
  status: alone({ name: 'status' }),
  retry: alone({ name: 'retry' }),
  cancel: alone({ name: 'cancel' }),
  help: alone({ name: 'help' }),
};

function alone(value: Command): Reader {
  const problem = `\`/${value.name}\` stands alone on its line. Say it again without the rest.`;
  return rest => (rest ? unknown(value.name, problem) : command(value));
}

const command = (value: Command): ParsedComment => ({ kind: 'command', command: value });
const unknown = (word: string, problem: string): ParsedComment => ({ kind: 'unknown', word, problem });

function misused(name: CommandName, problem?: string): ParsedComment {
  const { usage, example } = helpLines[name];
  const said = problem ? `; here ${problem}` : ', and could not read this';
  return unknown(name, `I read \`${usage}\`, for example \`${example}\`${said}.`);
}

/** Whether a word is one slip away: a letter too many, too few or wrong, or two swapped; two slips in a long name. */
function isSlipFor(name: CommandName, word: string): boolean {
  return distance(name, word) <= (name.length > 7 ? 2 : 1);
}

/** Optimal string alignment distance, row by row. */
function distance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= left.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= right.length; column++) {
      const substitution = at(row - 1, column - 1) + Number(left[row - 1] !== right[column - 1]);
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const swap = isSwap ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY;
      rows[row]?.push(Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, substitution, swap));
    }
  }
  return at(left.length, right.length);
}
