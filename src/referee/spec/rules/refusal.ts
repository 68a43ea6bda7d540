import type { Finding } from '../../../domain/finding.ts';

/** Findings of one rule: the line in the plan, what is wrong there, what to do about it. */
export function refusal(rule: string): (line: number, message: string, remedy: string) => Finding {
  return (line, message, remedy) => ({ rule, line, message, remedy });
}
