import type { Facts } from '../domain/facts.ts';

/** The account that approved a plan, with the login that it has now where it spoke on the issue. */
export function approverName({ comments, issue }: Facts, id = 'unknown'): string {
  const people = [...comments.map(({ author }) => author), ...issue.labelings.map(({ actor }) => actor)];
  const login = people.find(person => person && String(person.id) === id)?.login;
  return login ? `${login} (id ${id})` : `account ${id}`;
}
