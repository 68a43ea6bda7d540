const tails = new Map<string, Promise<unknown>>();

/** Runs one piece of work at a time on a repository, in the order of asking, so that a push and a commit never cross. */
export function exclusively<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(directory) ?? Promise.resolve();
  const result = before.then(work, work);
  tails.set(
    directory,
    result.catch(() => undefined),
  );
  return result;
}
