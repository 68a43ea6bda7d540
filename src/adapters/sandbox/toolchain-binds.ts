import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';

const systemPath = ['/usr/local/bin', '/usr/bin', '/bin'];
const nodeHome = '/opt/node';

/** Bind mounts of toolchains, and the PATH that finds them. */
export interface ToolchainBinds {
  arguments: string[];
  path: string;
}

/**
 * What of the host's programs a run can see: `/usr`, the Node that runs us, npm, and the configured extra directories.
 * Node is bound as a single file, because the directory around it may be our own `node_modules`.
 */
export async function toolchainBinds(extra: readonly string[]): Promise<ToolchainBinds> {
  const npm = await npmDirectory();
  const present = extra.filter(path => existsSync(path));
  return {
    arguments: [
      ...['--ro-bind', '/usr', '/usr'],
      ...['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'].flatMap(likeHost),
      ...['--ro-bind', realpathSync(process.execPath), `${nodeHome}/bin/node`],
      ...(npm ? npmBinds(npm) : []),
      ...present.flatMap(path => ['--ro-bind', path, path]),
    ],
    path: [...binDirectories(present), `${nodeHome}/bin`, ...systemPath].join(':'),
  };
}

/** The `bin` directories of extra toolchains, first on the PATH. */
export function binDirectories(paths: readonly string[]): string[] {
  return paths.flatMap(path =>
    basename(path) === 'bin' ? [path] : [join(path, 'bin')].filter(bin => existsSync(bin)),
  );
}

/** PATH for a run without a jail: Node's own directory and the system's. */
export function hostPath(extra: readonly string[]): string {
  return [...binDirectories(extra), dirname(process.execPath), ...systemPath].join(':');
}

function likeHost(path: string): string[] {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  return stats.isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path];
}

function npmBinds(directory: string): string[] {
  const inside = `${nodeHome}/lib/node_modules/npm`;
  const links = ['npm', 'npx'].flatMap(name => [
    '--symlink',
    `${inside}/bin/${name}-cli.js`,
    `${nodeHome}/bin/${name}`,
  ]);
  return ['--ro-bind', directory, inside, ...links];
}

async function npmDirectory(): Promise<string | undefined> {
  const found = await execa('sh', ['-c', 'command -v npm'], { reject: false, timeout: 5000 });
  const npm = found.stdout ? realpathSync(found.stdout) : '';
  const directory = dirname(dirname(npm));
  return npm.endsWith('/bin/npm-cli.js') && existsSync(join(directory, 'package.json')) ? directory : undefined;
}
