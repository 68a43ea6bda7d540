const cache = new Map<string, RegExp>();

/** Whether a path matches one of the globs. A hidden segment is a segment like any other, unlike in a shell. */
export function matchesAny(path: string, globs: readonly string[]): boolean {
  return globs.some(glob => patternOf(glob).test(path));
}

/** A glob of `**`, `*`, `?`, `{a,b}` and `[abc]` over forward slashes; a trailing slash means the whole directory. */
function patternOf(glob: string): RegExp {
  const known = cache.get(glob);
  if (known) return known;
  const pattern = new RegExp(`^${sourceOf(glob.endsWith('/') ? `${glob}**` : glob)}$`);
  cache.set(glob, pattern);
  return pattern;
}

const token = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|\[[^\]/]+\]|[^*?{[]+|[{[]/g;

function sourceOf(glob: string): string {
  return [...glob.matchAll(token)].map(([part]) => sourceOfPart(part)).join('');
}

function sourceOfPart(part: string): string {
  if (part === '**/') return '(?:[^/]+/)*';
  if (part === '**') return '.*';
  if (part === '*') return '[^/]*';
  if (part === '?') return '[^/]';
  if (/^\{.*\}$/.test(part)) return `(?:${part.slice(1, -1).split(',').map(sourceOf).join('|')})`;
  if (/^\[.+\]$/.test(part)) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
  return part.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
}
