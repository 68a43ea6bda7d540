import type { Finding } from '../../domain/finding.ts';
import type { Spec } from '../../domain/spec.ts';
import { outlineOf } from './outline.ts';
import { specOf } from './parse.ts';
import { runnableFindings } from './rules/commands.ts';
import { contentFindings } from './rules/content.ts';
import { fileFindings, limitFindings } from './rules/files.ts';
import { headFindings, sectionFindings } from './rules/structure.ts';
import { taskFindings } from './rules/tasks.ts';
import { validationFindings } from './rules/validation.ts';

/** What a plan is held against. */
export interface SpecContext {
  /** Every file of the tree that the plan was made for. */
  paths: ReadonlySet<string>;
  /** The repository's own test command. */
  testCommand: string;
  /** Which existing files a plan may refer to, where the repository says so. */
  limit?: (path: string) => boolean;
}

/**
 * Judges a plan by the plan format, whoever wrote it: its form, that nothing of it is empty, left over or hidden, that
 * its files are real, that its tasks and commands lead to a validated feature. No findings is a pass.
 */
export function judgeSpec(markdown: string, context: SpecContext): { findings: Finding[]; spec: Spec } {
  const outline = outlineOf(markdown);
  const spec = specOf(outline);
  const findings = [
    ...headFindings(outline),
    ...sectionFindings(outline),
    ...contentFindings(outline, markdown),
    ...fileFindings(outline, context.paths),
    ...taskFindings(outline),
    ...validationFindings(outline, context.testCommand),
    ...runnableFindings(outline, context.paths),
    // What a step refers to was decided by the plan that people wrote.
    ...(spec.step ? [] : limitFindings(outline, context.limit)),
  ];
  return { findings: findings.sort((left, right) => (left.line ?? 0) - (right.line ?? 0)), spec };
}
