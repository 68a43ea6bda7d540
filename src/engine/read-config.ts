import { labelIn, parseConfig } from '../config/parse.ts';
import { describeProblems } from '../config/problems.ts';
import { RepositoryConfig } from '../config/repository.ts';

export type ConfigReading =
  | { kind: 'ok'; label: string; config: RepositoryConfig }
  | { kind: 'invalid'; label: string; problems: string };

/** The repository's own file. One that is not valid still has a label to be found by: its own, or else the default. */
export function readConfig(text: string | undefined): ConfigReading {
  const parsed = parseConfig(text);
  if (parsed.kind === 'ok') return { kind: 'ok', label: parsed.config.label, config: parsed.config };
  const label = labelIn(text ?? '') ?? RepositoryConfig.parse({}).label;
  return { kind: 'invalid', label, problems: describeProblems(parsed.problems) };
}
