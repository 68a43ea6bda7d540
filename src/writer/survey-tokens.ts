/** Counts tokens as language models do. */
export type CountTokens = (text: string) => number;

/** Pieces short enough that a text made to be slow (one letter, a hundred thousand times) stays fast. */
const pieceLength = 2000;

/** Loads the tokenizer when it is first needed: its tables are large, and most runs of the process never count. */
export async function loadCounter(): Promise<CountTokens> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const options = { disallowedSpecial: new Set<string>() };
  return text => {
    let count = 0;
    for (let start = 0; start < text.length; start += pieceLength)
      count += countTokens(text.slice(start, start + pieceLength), options);
    return count;
  };
}

/** More than any text has on average, so that what is longer than the budget times this need not be counted. */
const charactersPerToken = 8;

const context = 12;
const headLines = 30;

/**
 * The parts of a text that matter within a budget: its head, then the lines around the words that were asked for, the
 * gaps said. A text that fits is given whole; nothing when not even the head fits.
 */
export function excerpt(
  text: string,
  { words, budget, count }: { words: ReadonlySet<string>; budget: number; count: CountTokens },
): string | undefined {
  if (text.length <= budget * charactersPerToken && count(text) <= budget) return text;
  const lines = text.split('\n');
  const keep = new Set<number>();
  let left = budget;
  for (const index of linesByInterest(lines, words)) {
    const cost = count(`${lines[index]}\n`);
    if (keep.has(index)) continue;
    if (cost > left) break;
    keep.add(index);
    left -= cost;
  }
  return keep.size > 0 ? joined(lines, keep) : undefined;
}

function linesByInterest(lines: readonly string[], words: ReadonlySet<string>): number[] {
  const hits = lines.flatMap((line, index) => (mentions(line, words) ? [index] : []));
  const around = hits.flatMap(hit => Array.from({ length: 2 * context + 1 }, (_, offset) => hit - context + offset));
  const head = Array.from({ length: headLines }, (_, index) => index);
  return [...head, ...around].filter(index => index >= 0 && index < lines.length);
}

function mentions(line: string, words: ReadonlySet<string>): boolean {
  return line
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some(word => words.has(word));
}

function joined(lines: readonly string[], keep: ReadonlySet<number>): string {
  const parts: string[] = [];
  let skipped = 0;
  for (const [index, line] of lines.entries()) {
    if (!keep.has(index)) skipped++;
    if (skipped > 0 && (keep.has(index) || index === lines.length - 1)) {
      parts.push(`[… ${skipped} lines left out …]`);
      skipped = 0;
    }
    if (keep.has(index)) parts.push(line);
  }
  return parts.join('\n');
}
