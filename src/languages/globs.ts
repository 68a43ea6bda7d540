/** One segment of a glob: any number of segments, or a pattern for a single one. */
type Segment = '**' | RegExp;

const compiled = new Map<string, Segment[][]>();

/** Whether a path matches one of the globs. A hidden segment is a segment like any other, unlike in a shell. */
export function matchesAny(path: string, globs: readonly string[]): boolean {
  const names = path.split('/');
  return globs.some(glob => patternsOf(glob).some(pattern => matches(names, pattern)));
}

/** A glob of `**`, `*`, `?`, `{a,b}` and `[abc]` over forward slashes; a trailing slash means the whole directory. */
function patternsOf(glob: string): Segment[][] {
  const known = compiled.get(glob);
  if (known) return known;
  const whole = glob.endsWith('/') ? `${glob}**` : glob;
  const patterns = expand(whole).map(each => each.split('/').map(part => (part === '**' ? part : segmentOf(part))));
  compiled.set(glob, patterns);
  return patterns;
}

/** What braces within one segment become, so that a list of a hundred endings is one pattern and not a hundred. */
const choice = { open: '\ue000', or: '\ue001', close: '\ue002' };
const inRegExp = new Map([
  [choice.open, '(?:'],
  [choice.or, '|'],
  [choice.close, ')'],
]);

/** Each choice of the first brace that reaches over segments, and so on for the rest. */
function expand(glob: string): string[] {
  const brace = /\{([^{}]*)\}/.exec(glob);
  if (!brace) return [glob];
  const [whole, list = ''] = brace;
  const [before, after] = [glob.slice(0, brace.index), glob.slice(brace.index + whole.length)];
  const choices = list.split(',');
  const isWithin = !/\/|\*\*/.test(list);
  const each = isWithin ? [`${choice.open}${choices.join(choice.or)}${choice.close}`] : choices;
  return each.flatMap(one => expand(`${before}${one}${after}`));
}

const token = /\*+|\?|\[[^\]]+\]|[\ue000-\ue002]|[^*?[\ue000-\ue002]+|\[/g;

function segmentOf(part: string): RegExp {
  const source = [...part.matchAll(token)].map(([piece]) => {
    if (piece.startsWith('*')) return '.*';
    if (piece === '?') return '.';
    if (/^\[.+\]$/.test(piece)) return piece.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    return inRegExp.get(piece) ?? piece.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, 's');
}

/** Walks the path once for all places the glob may have reached, so that no glob can make it slow. */
function matches(names: readonly string[], pattern: readonly Segment[]): boolean {
  let reached = skipping(new Set([0]), pattern);
  for (const name of names) {
    const next = new Set<number>();
    for (const at of reached) {
      const segment = pattern[at];
      if (segment === '**') next.add(at).add(at + 1);
      else if (segment?.test(name)) next.add(at + 1);
    }
    reached = skipping(next, pattern);
  }
  return reached.has(pattern.length);
}

/** `**` also stands for no segment at all, except at the end: what is inside a directory is not the directory. */
function skipping(reached: Set<number>, pattern: readonly Segment[]): Set<number> {
  for (const at of reached) if (pattern[at] === '**' && at < pattern.length - 1) reached.add(at + 1);
  return reached;
}
