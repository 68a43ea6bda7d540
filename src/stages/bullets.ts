import type { FileChange } from '../domain/file-change.ts';
import { namesTool } from '../writer/plain-words.ts';

/** What the model says of each component, a line each; where it says nothing that people should read, the files. */
export function bulletsOf(summary: readonly string[], changes: readonly FileChange[]): string {
  const said = summary
    .map(line =>
      line
        .replace(/^\s*[-*]\s+/, '')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .filter(line => line && !namesTool(line));
  const files = changes.map(({ path, content }) => `${content === null ? 'Remove' : 'Write'} \`${path}\``);
  return (said.length > 0 ? said : files).map(line => `- ${line}`).join('\n');
}
