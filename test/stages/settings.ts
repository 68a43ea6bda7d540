import { parseConfig } from '../../src/config/parse.ts';
import { resolveSettings } from '../../src/config/resolve.ts';
import type { Settings } from '../../src/domain/settings.ts';

/** Settings of a small Python project, with more lines of configuration. */
export function settingsFor(lines = ''): Settings {
  const parsed = parseConfig(`tests: { run: pytest, report: junit-pytest, paths: ["tests/**"] }\n${lines}`);
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  const resolved = resolveSettings(parsed.config, { kind: 'unknown', looked: [], why: '' });
  if (resolved.kind === 'undetected') throw new Error(resolved.why);
  return resolved.settings;
}
