import type { RepositoryConfig } from '../config/repository.ts';
import { resolveSettings } from '../config/resolve.ts';
import { describeUndetected } from '../config/undetected.ts';
import type { Settings } from '../domain/settings.ts';
import { detect, manifestsIn } from '../languages/detect.ts';
import type { Tree } from '../ports/repositories.ts';

/** The repository's own file over what its manifests say, on the commit that a feature starts from. */
export async function settingsOf(
  config: RepositoryConfig,
  tree: Tree,
): Promise<{ kind: 'ok'; settings: Settings } | { kind: 'undetected'; missing: string }> {
  const paths = (await tree.list()).map(({ path }) => path);
  const manifests = await tree.readMany(manifestsIn(paths, config.root));
  const resolved = resolveSettings(config, detect(manifests, paths, config.root));
  return resolved.kind === 'ok' ? resolved : { kind: 'undetected', missing: describeUndetected(resolved) };
}
