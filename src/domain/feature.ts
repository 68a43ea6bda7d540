/** A repository as one installation of the App sees it. `id` survives renames, so nothing durable is keyed by name. */
export interface RepositoryRef {
  installationId: number;
  id: number;
  owner: string;
  name: string;
}

/** One labelled issue, or one pull request to be judged: the unit of work. One worker advances a feature at a time. */
export interface Feature {
  repository: RepositoryRef;
  /** GitHub numbers issues and pull requests in one row. */
  issue: number;
  /** The number is that of a pull request. */
  isPull?: true;
}

/** Identity of a repository in the store. */
export const repositoryKey = ({ installationId, id }: RepositoryRef): string => `${installationId}/${id}`;

/** Identity of a feature in the queue, the journal and the ledger. */
export function featureKey({ repository, issue }: Feature): string {
  return `${repositoryKey(repository)}/${issue}`;
}

const slugLength = 40;

/** A title as `[a-z0-9-]{1,40}`: safe in a branch, a path and a shell, whatever the title holds. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, slugLength)
    .replace(/^-+|-+$/g, '');
  return slug || 'feature';
}

/** Every branch of an issue begins with this; the rest is the slug of the title at the time it was cut. */
export function branchPrefix(issue: number): string {
  return `tdd/${issue}-`;
}

/** The issue that a branch belongs to, or nothing when the branch is not one of ours. */
export function issueOfBranch(branch: string): number | undefined {
  const match = /^tdd\/([1-9]\d{0,9})-/.exec(branch);
  return match?.[1] ? Number(match[1]) : undefined;
}

/** Where the plan of a feature lives. The slug comes from the branch, so that retitling the issue moves nothing. */
export function specPathOf(branch: string, issue: number): string {
  return `specs/${branch.slice(branchPrefix(issue).length)}.md`;
}
