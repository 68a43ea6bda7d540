import { renderHelpTable } from '../domain/help.ts';
import { renderEnvExample, renderEnvironmentReference } from './environment-docs.ts';
import { renderLanguages } from './languages-reference.ts';
import { renderJsonSchema, renderReference } from './reference.ts';

/** Every file that is written from the schemas, by its path in this repository. A test holds them fresh. */
export function generatedDocs(): { path: string; text: string }[] {
  return [
    { path: 'docs/configuration.md', text: renderReference() },
    { path: 'docs/languages.md', text: renderLanguages() },
    { path: 'docs/environment.md', text: renderEnvironmentReference() },
    { path: '.env.example', text: renderEnvExample() },
    { path: 'docs/redfirst.schema.json', text: renderJsonSchema() },
  ];
}

const commands = /(?<=<!-- commands: [^\n]*-->\n)[\s\S]*?(?=\n<!-- \/commands -->)/;

/** The README with the table of commands that `/help` shows. Throws when it has no place for one. */
export function readmeWithCommands(readme: string): string {
  if (!commands.test(readme)) throw new Error('README.md has no lines <!-- commands: … --> and <!-- /commands -->.');
  return readme.replace(commands, () => `\n${renderHelpTable()}\n`);
}
