import type { Account, Repository } from './entities.ts';

/** The App on one account. */
export interface Installation {
  id: number;
  account: Account;
  repositories: Repository[];
  createdAt: Date;
  suspendedAt: Date | null;
}

/** Permissions this App asks for; an installation token may carry fewer. */
export const appPermissions = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  members: 'read',
  metadata: 'read',
  pull_requests: 'write',
} as const;
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
