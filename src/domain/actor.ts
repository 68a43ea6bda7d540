/** Somebody on GitHub. Authority is bound to the numeric `id`: a login can be freed and registered again. */
export interface Actor {
  id: number;
  login: string;
  kind: 'user' | 'bot';
}

/** Roles of `GET /repos/{owner}/{repo}/collaborators/{username}/permission` (`role_name`), weakest first. */
export const permissions = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Permission = (typeof permissions)[number];

/** Whether a person with this permission may make Redfirst do something. */
export function mayWrite(permission: Permission): boolean {
  return permissions.indexOf(permission) >= permissions.indexOf('write');
}
