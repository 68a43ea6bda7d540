import { type CheckVerdict, check } from '../check/check.ts';
import type { FileChange } from '../domain/file-change.ts';
import type { History } from '../ports/history.ts';
import type { Clone } from '../ports/repositories.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import { runMemory } from '../stages/run-memory.ts';
import type { Judge } from './gates.ts';
import { type Files, honest, project, type Step } from './project.ts';
import { violations } from './violations.ts';

const base = 'main';
const changes: readonly (readonly Step[])[] = [...new Set([honest, ...violations.map(({ steps }) => steps)])];
const branchOf = (index: number): string => `change-${index}`;

/** The branches of the scratch repository: the project, and every change to it. */
export const scratchBranches = [
  { name: base, commits: [{ message: 'feat: a shop', changes: changesOf(project) }] },
  ...changes.map((steps, index) => ({
    name: branchOf(index),
    from: base,
    commits: steps.map(({ message, files }) => ({ message, changes: changesOf(files) })),
  })),
];

function changesOf(files: Files): FileChange[] {
  return Object.entries(files).map(([path, content]) => ({ path, content }));
}

/** Judges changes in that repository, remembering runs, since most of them begin with the same commits. */
export function scratchJudge(world: { clone: Clone; history: History; sandbox: Sandbox; version: string }): Judge {
  const runs = runMemory();
  const { signal } = new AbortController();
  const verdicts = new Map<readonly Step[], Promise<CheckVerdict>>();
  return steps => {
    const verdict =
      verdicts.get(steps) ?? check({ ...world, runs, signal, base, head: branchOf(changes.indexOf(steps)) });
    verdicts.set(steps, verdict);
    return verdict;
  };
}
