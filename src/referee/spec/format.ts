/** One section of the plan format. `lead` is a fixed sentence below its heading, which alone does not fill it. */
export interface SectionFormat {
  name: string;
  lead?: string;
  parts?: readonly string[];
}

/** The first lines of a plan, with the values that never change. An empty OBJECTIVE is refused, RESULTS may stay open. */
export const headLines = [
  { key: 'MODE', fixed: 'Coding, Concise' },
  { key: 'ROLE', fixed: 'Senior Software Engineer' },
  { key: 'OBJECTIVE' },
  { key: 'RESULTS', mayBeEmpty: true },
] as const satisfies readonly { key: string; fixed?: string; mayBeEmpty?: true }[];

/** What the one first-level heading begins with. */
export const titlePrefix = 'Feature: ';

/** The second-level headings of a plan, in their order, and the third-level ones that each must have. */
export const sections = [
  { name: 'Feature Description' },
  { name: 'User Story' },
  { name: 'Problem Statement' },
  { name: 'Solution Statement' },
  { name: 'Relevant Files', lead: 'Use these files to implement the feature:' },
  {
    name: 'Implementation Plan',
    parts: ['Phase 1: Foundation', 'Phase 2: Core Implementation', 'Phase 3: Integration'],
  },
  { name: 'Step by Step Tasks', lead: 'IMPORTANT: Execute every step in order, top to bottom.' },
  { name: 'Testing Strategy', parts: ['Unit Tests', 'Integration Tests', 'Edge Cases'] },
  { name: 'Acceptance Criteria' },
  {
    name: 'Validation Commands',
    lead: 'Execute every command to validate the feature works correctly with zero regressions.',
  },
  { name: 'Notes' },
] as const satisfies readonly SectionFormat[];

export type SectionName = (typeof sections)[number]['name'];

/** The third-level heading under which files stand that do not exist yet. */
export const newFilesHeading = 'New Files';
