import type { Settings } from '../domain/settings.ts';
import type { Tree } from '../ports/repositories.ts';
import { readConfig } from './read-config.ts';
import { settingsOf } from './settings-of.ts';

const configPath = '.github/redfirst.yml';

/** The rules that a change is judged by: those of the commit that it starts from, so that it cannot change its own. */
export async function rulesOf(
  tree: Tree,
): Promise<{ kind: 'ok'; settings: Settings } | { kind: 'refused'; why: string }> {
  const config = readConfig(await tree.read(configPath));
  if (config.kind === 'invalid') return { kind: 'refused', why: `${configPath} is not valid:\n${config.problems}` };
  const resolved = await settingsOf(config.config, tree);
  return resolved.kind === 'undetected' ? { kind: 'refused', why: resolved.missing } : resolved;
}
