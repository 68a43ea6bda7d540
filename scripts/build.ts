// Builds what the package runs: `dist/` from `src/` and the packages that it uses, bundled, see docs/adr/0027.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import packageJson from '../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** The program, and the files that it starts as threads and processes of their own. */
const entries = [
  'cli.ts',
  'adapters/database/create-store.ts',
  'adapters/database/store-thread.ts',
  'adapters/processes/launcher-process.ts',
];

/** Read from node_modules when they run: packages with data files of their own, and what `pg` does without. */
const external = [...Object.keys(packageJson.dependencies), 'pg-native', 'pg-cloudflare'];

rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  input: entries.map(path => join(root, 'src', path)),
  cwd: root,
  platform: 'node',
  external: id => external.some(name => id === name || id.startsWith(`${name}/`)),
  // bottleneck asks for its Redis clients by `eval`, which nobody calls here.
  checks: { eval: false },
});
const { output } = await bundle.write({ dir: dist, chunkFileNames: '[name].js', comments: { jsdoc: false } });
await bundle.close();
writeFileSync(
  join(dist, 'THIRD-PARTY.md'),
  noticesOf(output.flatMap(file => ('moduleIds' in file ? file.moduleIds : []))),
);

/** The licences of all packages whose code is in the bundle: most ask to go with every copy. */
function noticesOf(modules: readonly string[]): string {
  const directories = new Set(modules.flatMap(id => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
  const notices = [...directories].sort().map(directory => {
    const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    return `## ${name}@${version} (${license})\n\n${licenceIn(directory)}`;
  });
  return `# Packages whose code is in this directory\n\n${notices.join('\n\n')}\n`;
}

function licenceIn(directory: string): string {
  const file = readdirSync(directory).find(name => /^(licen[cs]e|copying)(\.\w+)?$/i.test(name));
  return file === undefined ? 'Its package has no licence file.' : readFileSync(join(directory, file), 'utf8').trim();
}
