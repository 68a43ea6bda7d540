import { languages } from './languages.ts';
import type { Detection } from './profile.ts';
import { projectOf } from './project.ts';

/** Files whose texts {@link detect} wants to read, as they are called from the repository's root. */
export function manifestsIn(paths: readonly string[], root: string): string[] {
  const project = projectOf(new Map(), paths, root);
  const requirements = project.paths.filter(path => /^requirements[\w./-]*\.txt$/.test(path));
  const known = languages.flatMap(({ manifests }) => manifests).filter(path => project.has(path));
  return [...new Set([...known, ...requirements])].map(project.atRoot);
}

/**
 * What a repository, or the project in one of its directories, shows of its language and of how it is tested.
 * Two languages with tests, and a workspace of several packages, are for the repository's own file to decide.
 */
export function detect(files: ReadonlyMap<string, string>, paths: readonly string[], root: string): Detection {
  const project = projectOf(files, paths, root);
  const looked = languages.flatMap(({ manifests }) => manifests.slice(0, 1)).map(project.atRoot);
  const unknown = (why: string): Detection => ({ kind: 'unknown', looked, why });
  if (languages.some(({ holdsSeveral }) => holdsSeveral?.(project)))
    return unknown('The repository holds several packages: set `root` to the one that is meant.');
  const found = languages.flatMap(({ title, profile }) => {
    const shown = profile(project);
    return shown ? [{ title, profile: shown }] : [];
  });
  // Files of another language are often fixtures; what a manifest stands for is meant.
  const stated = found.filter(({ profile }) => profile.evidence.length > 0);
  const [first, second] = stated.length > 0 ? stated : found;
  if (first && second)
    return unknown(
      `Both ${first.title} and ${second.title} tests were found: set \`root\`, or say how the tests are run.`,
    );
  return first
    ? { kind: 'detected', profile: first.profile }
    : unknown('No tests of a runner that Redfirst knows were found.');
}
