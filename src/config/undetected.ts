import { jsonSchema, schemaAt } from './json-schema.ts';
import type { ResolvedSettings } from './resolve.ts';

/** Why nothing was detected, then which keys to set, one line each with meaning and example. */
export function describeUndetected(resolved: Extract<ResolvedSettings, { kind: 'undetected' }>): string {
  const schema = jsonSchema();
  const keys = resolved.missingKeys.map(key => {
    const node = schemaAt(schema, key.split('.'));
    const [example] = node?.examples ?? [];
    return `- \`${key}\`: ${node?.description ?? ''}${example === undefined ? '' : ` For example \`${exampleOf(example)}\`.`}`;
  });
  const looked =
    resolved.looked.length > 0 ? ` Looked at: ${resolved.looked.map(name => `\`${name}\``).join(', ')}.` : '';
  return [`${resolved.why}${looked}`, '', 'Set in `.github/redfirst.yml` on the default branch:', '', ...keys].join(
    '\n',
  );
}

function exampleOf(example: unknown): string {
  return typeof example === 'string' ? example : JSON.stringify(example);
}
