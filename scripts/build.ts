// Builds the package that runs without type stripping: `dist/` from `src/`, with the files that are read at run time.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const from = join(root, 'src');
const to = join(root, 'dist');

rmSync(to, { recursive: true, force: true });
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const built = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

const assets = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter(path =>
  /\.(json|graphql|css|js|md)$/.test(path),
);
for (const path of assets) cpSync(join(from, path), join(to, path), { recursive: true });
console.log(`dist/ built, with ${assets.length} files that are read at run time`);
