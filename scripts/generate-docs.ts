import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { generatedDocs, readmeWithCommands } from '../src/config/generated-docs.ts';
import { withCorpus } from '../test/corpus/table.ts';

const root = resolve(import.meta.dirname, '..');

const readme = { path: 'README.md', text: readmeWithCommands(await readFile(resolve(root, 'README.md'), 'utf8')) };

const referee = {
  path: 'docs/referee.md',
  text: withCorpus(await readFile(resolve(root, 'docs/referee.md'), 'utf8')),
};

for (const { path, text } of [...generatedDocs(), readme, referee]) {
  await mkdir(dirname(resolve(root, path)), { recursive: true });
  await writeFile(resolve(root, path), text);
  console.log(path);
}
