import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { generatedDocs } from '../src/config/generated-docs.ts';

const root = resolve(import.meta.dirname, '..');

for (const { path, text } of generatedDocs()) {
  await mkdir(dirname(resolve(root, path)), { recursive: true });
  await writeFile(resolve(root, path), text);
  console.log(path);
}
