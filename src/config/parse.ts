import { parseDocument } from 'yaml';
import type { Course } from '../domain/stage.ts';
import type { ConfigProblem } from './problems.ts';
import { problemsOf } from './problems.ts';
import { RepositoryConfig } from './repository.ts';

export type ParsedConfig =
  | { kind: 'ok'; config: RepositoryConfig }
  | { kind: 'invalid'; problems: [ConfigProblem, ...ConfigProblem[]] };

/** More than any honest configuration; aliases multiply what is behind them, so they are counted too. */
const maxCharacters = 64 * 1024;
const maxAliases = 50;

/** Reads `.github/redfirst.yml`. A missing or empty file is the default configuration; a wrong one is a value. */
export function parseConfig(text: string | undefined): ParsedConfig {
  if (text === undefined) return { kind: 'ok', config: RepositoryConfig.parse({}) };
  if (text.length > maxCharacters)
    return invalid([{ path: '', found: `${text.length} characters`, allowed: `at most ${maxCharacters} characters` }]);
  const yaml = readYaml(text);
  if (yaml.kind === 'invalid') return yaml;
  const parsed = RepositoryConfig.safeParse(yaml.value ?? {});
  if (parsed.success) return { kind: 'ok', config: parsed.data };
  return invalid(problemsOf(parsed.error.issues, yaml.value));
}

/** The labels that a configuration names, whatever is wrong with the rest: by them the run is found that has to be told. */
export function labelsIn(text: string): Record<Course, string | undefined> {
  if (text.length > maxCharacters) return { feature: undefined, step: undefined };
  const document = parseDocument(text, { schema: 'core', logLevel: 'silent' });
  const { label, stepLabel } = RepositoryConfig.shape;
  return {
    feature: label.safeParse(document.get('label') ?? undefined).data,
    step: stepLabel.safeParse(document.get('stepLabel') ?? undefined).data,
  };
}

function readYaml(text: string): { kind: 'read'; value: unknown } | Extract<ParsedConfig, { kind: 'invalid' }> {
  const document = parseDocument(text, { uniqueKeys: true, version: '1.2', schema: 'core', logLevel: 'silent' });
  const problems = document.errors.map(({ message, linePos }) => ({
    path: linePos ? `line ${linePos[0].line}, column ${linePos[0].col}` : '',
    found: (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, ''),
    allowed: 'YAML 1.2, each key once',
  }));
  if (problems.length > 0) return invalid(problems);
  try {
    return { kind: 'read', value: document.toJS({ maxAliasCount: maxAliases }) };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return invalid([{ path: '', found, allowed: `aliases of anchors further up, at most ${maxAliases} in all` }]);
  }
}

function invalid(problems: readonly ConfigProblem[]): Extract<ParsedConfig, { kind: 'invalid' }> {
  const [first = { path: '', found: 'something unreadable', allowed: 'YAML' }, ...rest] = problems;
  return { kind: 'invalid', problems: [first, ...rest] };
}
