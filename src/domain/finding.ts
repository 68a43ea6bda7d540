/** One thing a gate found wrong: what, where, and what to do about it. Becomes a line of a comment or an annotation. */
export interface Finding {
  rule: string;
  message: string;
  path?: string;
  line?: number;
  remedy?: string;
  /** Said, and not held against the change. */
  level?: 'notice';
}

/** A gate's answer. A refusal is a value, never an exception; an empty list of findings is a pass. */
export type Verdict = { kind: 'pass' } | { kind: 'refuse'; findings: [Finding, ...Finding[]] };

/** The verdict that a list of findings amounts to. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const [first, ...rest] = findings;
  return first ? { kind: 'refuse', findings: [first, ...rest] } : { kind: 'pass' };
}

/** A finding as one line: where, what, what to do. */
export function findingLine({ path, line, message, remedy }: Finding): string {
  const place = path ? `${path}${line ? `:${line}` : ''}: ` : '';
  return `- ${place}${message}${remedy ? ` ${remedy}` : ''}`;
}

const mostLines = 12;

/** Lines as a list that a person reads to its end. */
export function listed(lines: readonly string[]): string {
  const rest = lines.length - mostLines;
  return [...lines.slice(0, mostLines), ...(rest > 0 ? [`- … and ${rest} more`] : [])].join('\n');
}
