import { z } from 'zod';
import type { DetectedProfile } from './profile.ts';
import type { Project } from './project.ts';

const Manifest = z.object({
  scripts: z.record(z.string(), z.string()).catch({}),
  dependencies: z.record(z.string(), z.string()).catch({}),
  devDependencies: z.record(z.string(), z.string()).catch({}),
  packageManager: z.string().optional().catch(undefined),
  workspaces: z.unknown().optional(),
});

/** `package.json` as far as we read it. */
export type Manifest = z.infer<typeof Manifest>;

/** `package.json` as far as we read it, or nothing where it is missing or broken. */
export function readManifest(project: Project): Manifest | undefined {
  try {
    return Manifest.parse(JSON.parse(project.text('package.json')));
  } catch {
    return undefined;
  }
}

/** What the project itself asks for, with the versions it takes. */
export const packagesOf = ({ dependencies, devDependencies }: Manifest): Record<string, string> => ({
  ...dependencies,
  ...devDependencies,
});

/** What installs packages, and how it is told to. */
export interface Manager {
  name: 'npm' | 'pnpm' | 'yarn';
  lock: string | undefined;
  install: string;
  add: string;
}

/** Package managers by lockfile. Install scripts stay off: nothing of a dependency runs before the sandbox has no network. */
export function managerOf(project: Project, { packageManager }: Manifest): Manager {
  const version = /@[\d.]+/.exec(packageManager ?? '')?.[0] ?? '';
  if (project.has('pnpm-lock.yaml')) {
    const install = `npx --yes pnpm${version} install --frozen-lockfile --ignore-scripts`;
    return { name: 'pnpm', lock: 'pnpm-lock.yaml', install, add: 'pnpm add' };
  }
  if (project.has('yarn.lock')) {
    const isClassic = project.text('yarn.lock').includes('yarn lockfile v1');
    const classic = 'npx --yes yarn@1 install --frozen-lockfile --ignore-scripts --non-interactive';
    const berry = `YARN_NODE_LINKER=node-modules npx --yes @yarnpkg/cli-dist${version} install --immutable --mode=skip-build`;
    return { name: 'yarn', lock: 'yarn.lock', install: isClassic ? classic : berry, add: 'yarn add' };
  }
  const lock = ['package-lock.json', 'npm-shrinkwrap.json'].find(path => project.has(path));
  const install = lock ? 'npm ci --ignore-scripts' : 'npm install --ignore-scripts --no-package-lock';
  return { name: 'npm', lock, install, add: 'npm install' };
}

/** The install step, where the project needs any package. */
export function setupOf(project: Project, manifest: Manifest, manager: Manager): DetectedProfile['setup'] {
  if (Object.keys(packagesOf(manifest)).length === 0) return undefined;
  const keyFiles = ['package.json', ...(manager.lock ? [manager.lock] : []), '.npmrc', '.yarnrc.yml'];
  return {
    run: manager.install,
    keyFiles: keyFiles.filter(path => project.has(path)).map(project.atRoot),
    keeps: [project.atRoot('node_modules')],
  };
}
