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
