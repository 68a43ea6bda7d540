import type { Detection } from './profile.ts';
import { projectOf } from './project.ts';
import { pythonManifests, pythonProfile } from './python.ts';
import { isWorkspace, scriptManifests, scriptProfile } from './typescript.ts';

/** Files whose texts {@link detect} wants to read, as they are called from the repository's root. */
export function manifestsIn(paths: readonly string[], root: string): string[] {
  const project = projectOf(new Map(), paths, root);
  const requirements = project.paths.filter(path => /^requirements[\w./-]*\.txt$/.test(path));
  const known = [...pythonManifests, ...scriptManifests].filter(path => project.has(path));
  return [...new Set([...known, ...requirements])].map(project.atRoot);
}

/**
 * What a repository, or the project in one of its directories, shows of its language and of how it is tested.
 * Two languages with tests, and a workspace of several packages, are for the repository's own file to decide.
 */
export function detect(files: ReadonlyMap<string, string>, paths: readonly string[], root: string): Detection {
  const project = projectOf(files, paths, root);
  const looked = [...pythonManifests.slice(0, 3), ...scriptManifests.slice(0, 1)].map(project.atRoot);
  const unknown = (why: string): Detection => ({ kind: 'unknown', looked, why });
  const python = pythonProfile(project);
  const script = scriptProfile(project);
  if (isWorkspace(project))
    return unknown('The repository holds several packages: set `root` to the one that is meant.');
  if (python && script)
    return unknown('Both Python and JavaScript tests were found: set `root`, or say how the tests are run.');
  const profile = python ?? script;
  return profile ? { kind: 'detected', profile } : unknown('No tests of a runner that Redfirst knows were found.');
}
