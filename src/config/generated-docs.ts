import { renderJsonSchema, renderReference } from './reference.ts';

/** Every file that is written from the schemas, by its path in this repository. A test holds them fresh. */
export function generatedDocs(): { path: string; text: string }[] {
  return [
    { path: 'docs/configuration.md', text: renderReference() },
    { path: 'docs/redfirst.schema.json', text: renderJsonSchema() },
  ];
}
