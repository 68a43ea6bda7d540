import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { branchPrefix } from '../../src/domain/feature.ts';
import { StatusState } from '../../src/domain/status.ts';
import { type CheckRun, isPull, type Pull } from '../../src/playground/entities.ts';
import type { Playground } from '../../src/playground/server.ts';

/** What anybody can see of one feature. */
export interface Look {
  branch: string;
  /** Subjects of the branch's commits that the default branch does not have, oldest first. */
  commits: string[];
  head: string;
  /** The branch's newest pull request. */
  pull: Pull | undefined;
  labels: string[];
  isOpen: boolean;
  /** What the status comment remembers. */
  state: StatusState | undefined;
  /** The newest run of a name on the head of the branch. */
  check(name: string): CheckRun | undefined;
  /** A file on the branch. */
  read(path: string): string;
}

export function look({ state, bot }: Playground, number: number): Look {
  const [repository] = state.repositories;
  if (!repository) throw new Error('there is no repository');
  const git = (...args: string[]) =>
    execFileSync('git', ['--git-dir', repository.directory, ...args], { encoding: 'utf8' });
  const lines = (...args: string[]) =>
    git(...args)
      .split('\n')
      .filter(Boolean);
  const refs = lines('for-each-ref', '--format=%(refname:short)', 'refs/heads/tdd/');
  const branch = refs.find(name => name.startsWith(branchPrefix(number))) ?? '';
  const head = branch && git('rev-parse', branch).trim();
  const issue = repository.issues.find(each => each.number === number);
  return {
    branch,
    head,
    commits: branch ? lines('log', '--reverse', '--format=%s', `HEAD..${branch}`) : [],
    pull: repository.issues.filter(isPull).findLast(({ pull }) => pull.head === branch),
    labels: issue?.labels.map(({ name }) => name) ?? [],
    isOpen: issue?.state === 'open',
    state: issue?.comments.map(({ author, body }) => (author.id === bot.id ? stateIn(body) : undefined)).find(Boolean),
    check: name =>
      repository.suites
        .filter(({ headOid }) => headOid === head)
        .flatMap(({ runs }) => runs)
        .findLast(run => run.name === name),
    read: path => git('show', `${branch}:${path}`),
  };
}

/** Check runs on the head of a pull request, oldest first. */
export function checksOn({ state }: Playground, number: number): CheckRun[] {
  const [repository] = state.repositories;
  const head = repository?.issues.find(issue => issue.number === number)?.pull?.headOid;
  return (repository?.suites ?? []).filter(({ headOid }) => headOid === head).flatMap(({ runs }) => runs);
}

function stateIn(body: string): StatusState | undefined {
  const [, json] = /<!-- redfirst:status (.*) -->/.exec(body) ?? [];
  return json ? StatusState.parse(JSON.parse(json)) : undefined;
}

/** Waits for something that Redfirst does meanwhile; a test that waits in vain ends with its own time-out. */
export async function until(isThere: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isThere())) await wait(20);
}
