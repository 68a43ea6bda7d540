import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { DependencyLayer } from '../../ports/sandbox.ts';
import type { JobPlaces } from './job-script.ts';
import type { ToolchainBinds } from './toolchain-binds.ts';

/** Where things are inside. */
export const jailPlaces: JobPlaces = { source: '/src', job: '/job', work: '/repo', out: '/out' };

/** One jail: what is bound into it and how much room it has. */
export interface Jail {
  source: string;
  job: string;
  toolchains: ToolchainBinds;
  tmpBytes: number;
  layer: DependencyLayer | undefined;
  /** Host directories for `/repo` and `/tmp` and the network of the host: the install step. */
  install: { work: string; tmp: string; cafile: string | undefined } | undefined;
}

const smallTmpfs = 64 * 2 ** 20;
/** Runners write their caches below `node_modules`, which is read-only in a run. */
const runnerCaches = ['.vite', '.vite-temp', '.vitest', '.cache'];
const hostEtc = ['ld.so.cache', 'ld.so.conf', 'ld.so.conf.d', 'alternatives', 'localtime'];
/** Debian keeps parts of Java and Maven here. Maven's settings stay out: they may hold passwords. */
const javaEtc = ['maven/m2.conf', 'maven/logging'];
const javaHome = /^java-\d+-openjdk$/;
const certificates = ['/etc/ssl/certs', '/etc/ssl/openssl.cnf', '/etc/pki/tls/certs', '/etc/pki/ca-trust/extracted'];

/** Where the certificates of the configured registry lie in an install. */
export const jailCafile = '/etc/registry-ca.pem';

/**
 * Arguments of bubblewrap, without the command. Everything is read-only but tmpfs mounts of a fixed size; no network,
 * own process, mount, IPC, UTS and user namespace, no capability, no further user namespace, no controlling terminal.
 * Sizes are set because a tmpfs is half of the memory by default, `/dev/shm` of `--dev` included.
 */
export function jailArguments(jail: Jail): string[] {
  return [
    ...[
      '--unshare-all',
      '--unshare-user',
      '--disable-userns',
      '--die-with-parent',
      '--new-session',
      '--cap-drop',
      'ALL',
    ],
    ...['--uid', '1000', '--gid', '1000', '--hostname', 'sandbox', '--clearenv'],
    ...['--setenv', 'PATH', jail.toolchains.path, '--setenv', 'LANG', 'C.UTF-8'],
    ...[...hostEtc, ...javaEtc, ...readdirSync('/etc').filter(name => javaHome.test(name))].flatMap(name => [
      '--ro-bind-try',
      `/etc/${name}`,
      `/etc/${name}`,
    ]),
    ...['passwd', 'group', 'hosts', 'nsswitch.conf'].flatMap(name => stub(jail.job, name)),
    ...['--proc', '/proc', '--dev', '/dev', ...tmpfs('/dev/shm', smallTmpfs), '--remount-ro', '/dev'],
    ...['--ro-bind', jail.source, '/src', ...hideGit(jail.source), '--ro-bind', jail.job, '/job'],
    ...tmpfs('/out', smallTmpfs),
    ...(jail.install ? installMounts(jail.install) : runMounts(jail)),
    ...jail.toolchains.arguments,
    ...['--dir', '/tmp/home', '--remount-ro', '/', '--chdir', '/'],
  ];
}

function tmpfs(path: string, bytes: number): string[] {
  return ['--size', `${bytes}`, '--tmpfs', path];
}

function stub(job: string, name: string): string[] {
  return ['--ro-bind', join(job, 'etc', name), `/etc/${name}`];
}

function hideGit(source: string): string[] {
  const git = lstatSync(join(source, '.git'), { throwIfNoEntry: false });
  if (git?.isDirectory()) return tmpfs('/src/.git', 4096);
  return git?.isFile() ? ['--ro-bind', '/dev/null', '/src/.git'] : [];
}

function runMounts({ tmpBytes, layer }: Jail): string[] {
  const layers = (layer?.paths ?? []).flatMap(path => layerMounts(join(layer?.directory ?? '', path), `/repo/${path}`));
  return [...tmpfs('/tmp', tmpBytes), ...tmpfs('/repo', tmpBytes), ...layers];
}

function layerMounts(from: string, to: string): string[] {
  const caches = runnerCaches.filter(name => existsSync(join(from, name)));
  return ['--ro-bind', from, to, ...caches.flatMap(name => tmpfs(`${to}/${name}`, smallTmpfs))];
}

/** Creates in a layer the directories that a run lays a tmpfs over. */
export function cacheDirectoriesOf(path: string): string[] {
  return path.split('/').at(-1) === 'node_modules' ? runnerCaches.map(name => join(path, name)) : [];
}

function installMounts({ work, tmp, cafile }: NonNullable<Jail['install']>): string[] {
  const resolver = existsSync('/etc/resolv.conf')
    ? ['--ro-bind', realpathSync('/etc/resolv.conf'), '/etc/resolv.conf']
    : [];
  return [
    ...['--share-net', '--bind', work, '/repo', '--bind', tmp, '/tmp'],
    ...resolver,
    ...certificates.flatMap(path => ['--ro-bind-try', path, path]),
    ...(cafile ? ['--ro-bind', cafile, jailCafile] : []),
  ];
}
