import type { Need } from '../auth/access.ts';

/** What the routes ask of their callers, by name. Roles are those of GitHub's table "Permissions for each role". */
export const needs = {
  readMetadata: { permission: 'metadata', level: 'read' },
  readContents: { permission: 'contents', level: 'read' },
  writeContents: { permission: 'contents', level: 'write' },
  readIssues: { permission: 'issues', level: 'read' },
  /** Anybody who can read may open an issue, comment and react. */
  talk: { permission: 'issues', level: 'write', role: 'read' },
  triage: { permission: 'issues', level: 'write', role: 'triage' },
  makeLabels: { permission: 'issues', level: 'write', role: 'write' },
  readPulls: { permission: 'pull_requests', level: 'read' },
  /** Anybody who can read may open one, from where they may push. */
  openPulls: { permission: 'pull_requests', level: 'write', role: 'read' },
  writePulls: { permission: 'pull_requests', level: 'write' },
  readChecks: { permission: 'checks', level: 'read' },
  writeChecks: { permission: 'checks', level: 'write' },
} as const satisfies Record<string, Need>;
