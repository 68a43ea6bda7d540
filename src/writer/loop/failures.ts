import { createHash } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';

/** What failed: what it said, the files by which it was tried to mend it, and the state of the work. */
export interface Failing {
  log: string;
  /** Paths that were changed so far. */
  paths: readonly string[];
  /** Whatever tells one state of the work from another. */
  work: string;
  /** Said on handing the work in: the same work twice is the same mistake twice. */
  isFinal?: boolean;
}

/** How often the same was seen: never, on the very same work, a second time, or so often that it leads nowhere. */
export type Recurrence = 'new' | 'unchanged' | 'again' | 'stuck';

/** Times that the same failure may be met before the dialogue ends. */
const most = 3;

/** Remembers failures by what they say. Another file among the changed ones is another approach, and counts anew. */
export function failureMemory(): (failing: Failing) => Recurrence {
  const seen = new Map<string, { times: number; work: string }>();
  return ({ log, paths, work, isFinal }) => {
    const key = hash([plainLog(log), ...[...paths].sort()].join('\n'));
    const known = seen.get(key);
    if (known?.work === work && !isFinal) return 'unchanged';
    const times = (known?.times ?? 0) + 1;
    seen.set(key, { times, work });
    if (times >= most) return 'stuck';
    return times === 1 ? 'new' : 'again';
  };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const passing: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/\b\d\d:\d\d:\d\d(?:[.,]\d+)?/g, '<time>'],
  [/\b\d+(?:\.\d+)?\s?(?:ns|µs|us|ms|s|secs?|seconds?|min|minutes?)\b/g, '<time>'],
  [/\b0x[0-9a-f]+\b/gi, '<address>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '<id>'],
  [/\b(127\.0\.0\.1|localhost|0\.0\.0\.0):\d{2,5}\b/g, '$1:<port>'],
  [/(?:\/private)?(?:\/var)?\/tmp\/[^\s:'"`)]+/g, '<temporary path>'],
];

/** A log without what differs between two runs of the same: times, addresses, ports, temporary paths, colours. */
export function plainLog(log: string): string {
  return passing.reduce((text, [pattern, name]) => text.replace(pattern, name), stripVTControlCharacters(log));
}
