import type { Account, Issue, Pull, Repository } from './entities.ts';
import { fullName } from './entities.ts';
import type { Installation } from './installations.ts';
import type { State } from './state.ts';

const same = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();

/** An account by login, whatever its case. */
export function findAccount(state: State, login: string): Account | undefined {
  return state.accounts.find(account => same(account.login, login));
}

/** A repository by its present name. */
export function findRepository(state: State, owner: string, name: string): Repository | undefined {
  return state.repositories.find(repository => same(fullName(repository), `${owner}/${name}`));
}

/** A repository that used to have this name. */
export function findRenamed(state: State, owner: string, name: string): Repository | undefined {
  return state.repositories.find(repository => repository.formerNames.some(former => same(former, `${owner}/${name}`)));
}

/** The App's installation that holds a repository. */
export function installationOf(state: State, repository: Repository): Installation | undefined {
  return state.installations.find(installation => installation.repositories.includes(repository));
}

/** An issue or pull request by number. */
export function findIssue(repository: Repository, number: number): Issue | undefined {
  return repository.issues.find(issue => issue.number === number);
}

/** The repository that holds a pull request's head. */
export const sourceOf = ({ repository, pull }: Pull): Repository => pull.source ?? repository;

/** The first answer that is there, over all issues of all repositories. */
export function findInIssues<T>(state: State, find: (issue: Issue) => T | undefined): T | undefined {
  for (const repository of state.repositories) {
    for (const issue of repository.issues) {
      const found = find(issue);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The account that an address in a commit belongs to. */
export function accountByEmail(state: State, email: string): Account | undefined {
  return state.accounts.find(account => same(account.email, email));
}
