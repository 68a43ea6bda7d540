import { renderEnvExample, renderEnvironmentReference } from './environment-docs.ts';
import { renderJsonSchema, renderReference } from './reference.ts';

/** Every file that is written from the schemas, by its path in this repository. A test holds them fresh. */
export function generatedDocs(): { path: string; text: string }[] {
  return [
    { path: 'docs/configuration.md', text: renderReference() },
    { path: 'docs/environment.md', text: renderEnvironmentReference() },
    { path: '.env.example', text: renderEnvExample() },
    { path: 'docs/redfirst.schema.json', text: renderJsonSchema() },
  ];
}
