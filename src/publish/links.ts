import type { Facts } from '../domain/facts.ts';
import { specPathOf } from '../domain/feature.ts';

/** Where the work on a feature is to be seen, as Markdown: the plan, the branch, the pull request. */
export function linksOf({ repository, branch, issue, pull }: Facts): string[] {
  if (!branch) return [];
  const page = repository.cloneUrl.replace(/\.git$/, '');
  return [
    `[Plan](${page}/blob/${branch.name}/${specPathOf(branch.name, issue.number)})`,
    `[Branch](${page}/tree/${branch.name})`,
    ...(pull ? [`Pull request #${pull.number}`] : []),
  ];
}
