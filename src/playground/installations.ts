import type { Account, Repository } from './entities.ts';

/** The App on one account. */
export interface Installation {
  id: number;
  account: Account;
  repositories: Repository[];
  createdAt: Date;
  suspendedAt: Date | null;
}

/** Permissions that the App asks for unless it is registered with others; an installation token may carry fewer. */
export const appPermissions = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  members: 'read',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'write',
} as const;
/** Events that it is subscribed to, unless it is registered with others. */
export const appEvents = ['check_run', 'check_suite', 'issue_comment', 'issues', 'merge_group', 'pull_request', 'push'];

export type PermissionName = keyof typeof appPermissions;
export type Access = 'read' | 'write';

export interface InstallationToken {
  token: string;
  installation: Installation;
  permissions: Partial<Record<PermissionName, Access>>;
  /** Nothing: every repository of the installation. */
  repositories: Repository[] | undefined;
  expiresAt: Date;
}
