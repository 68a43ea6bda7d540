import { notes, type VariableNotes, variables } from './variables.ts';

interface Variable extends VariableNotes {
  name: string;
  description: string;
  fallback: string | undefined;
}

const all: Variable[] = Object.entries(variables).flatMap(([name, schema]) => {
  const noted = notes.get(schema);
  const fallback = schema.def.type === 'default' ? String(schema.def.defaultValue) : undefined;
  return noted ? [{ ...noted, name, description: schema.description ?? '', fallback }] : [];
});
const groups = [...new Set(all.map(variable => variable.group))];
const intro = 'Everything else about a run is decided in the repository, in `.github/redfirst.yml`.';

/** The file `.env.example`: what has to be set is set, the rest is there to uncomment. */
export function renderEnvExample(): string {
  const sections = groups.map(group =>
    all
      .filter(variable => variable.group === group)
      .map(exampleOf)
      .join('\n\n'),
  );
  return `# Copy to .env and fill in. Generated from src/config/variables.ts.\n\n${sections.join('\n\n')}\n`;
}

function exampleOf({ name, description, example, isRequired, isSecret }: Variable): string {
  const isSet = isRequired || name === 'PRIVATE_KEY_PATH';
  const value = isRequired || isSecret ? '' : example;
  return `# ${description}\n${isSet ? '' : '# '}${name}=${value}`;
}

/** The reference of the environment as Markdown, a table for each group. */
export function renderEnvironmentReference(): string {
  const tables = groups.map(group => {
    const rows = all.filter(variable => variable.group === group).map(rowOf);
    return [`## ${group}`, '', '| Variable | Default | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
  });
  return `# Environment\n\n${intro} A value that is empty counts as not set.\n\n${tables.join('\n\n')}\n`;
}

function rowOf({ name, description, fallback, isRequired }: Variable): string {
  const standard = isRequired ? '**required**' : fallback ? `\`${fallback}\`` : '';
  return `| \`${name}\` | ${standard} | ${description} |`;
}
