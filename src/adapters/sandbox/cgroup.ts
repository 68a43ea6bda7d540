import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxLimits } from './options.ts';

/** A way to limit a run as a whole. `none` leaves only limits per process. */
export type CgroupSupport =
  | { kind: 'v2'; parent: string }
  | { kind: 'v1'; memory: string; pids: string }
  | { kind: 'none' };

/** The groups of one run, made before it starts. */
export interface RunCgroup {
  directories: string[];
  /** Whether the kernel killed something in them for want of memory. */
  ranOutOfMemory(): Promise<boolean>;
  remove(): Promise<void>;
}

/**
 * Finds where groups can be made: version 2 where memory and pids are delegated to us, else version 1 where root may
 * write. In our own group or the one above it (systemd's `DelegateSubgroup=`), so that limits set on us still hold.
 */
export async function findCgroups(): Promise<CgroupSupport> {
  const mounts = (await textOf('/proc/self/mountinfo')).split('\n').map(parseMount);
  const own = new Map((await textOf('/proc/self/cgroup')).split('\n').map(parseOwn));
  const v2 = mounts.find(mount => mount.type === 'cgroup2');
  for (const parent of v2 ? candidates(v2.path, own.get('') ?? '/') : []) {
    if (await isDelegated(parent)) return { kind: 'v2', parent };
  }
  const v1 = async (controller: string) => {
    const mount = mounts.find(({ type, options }) => type === 'cgroup' && options.includes(controller));
    return mount && firstWritable(candidates(mount.path, own.get(controller) ?? '/'));
  };
  const [memory, pids] = [await v1('memory'), await v1('pids')];
  return memory && pids ? { kind: 'v1', memory, pids } : { kind: 'none' };
}

/** Makes the groups for one run, or none where there is no support. */
export async function makeCgroup(support: CgroupSupport, limits: SandboxLimits): Promise<RunCgroup | undefined> {
  if (support.kind === 'none') return undefined;
  const name = `redfirst-${process.pid}-${randomUUID()}`;
  const parents = support.kind === 'v2' ? [support.parent] : [support.memory, support.pids];
  const directories = parents.map(parent => join(parent, name));
  const [memory = '', pids = memory] = directories;
  const remove = async () => {
    await Promise.all(directories.map(removeGroup));
  };
  try {
    await Promise.all(directories.map(directory => mkdir(directory)));
    await writeFile(
      join(memory, support.kind === 'v2' ? 'memory.max' : 'memory.limit_in_bytes'),
      `${limits.memoryBytes}`,
    );
    await writeFile(join(pids, 'pids.max'), `${limits.processes}`);
    if (support.kind === 'v2') await writeFile(join(memory, 'memory.swap.max'), '0').catch(() => undefined);
  } catch (error) {
    await remove();
    throw error;
  }
  const events = join(memory, support.kind === 'v2' ? 'memory.events' : 'memory.oom_control');
  return { directories, remove, ranOutOfMemory: async () => /^oom_kill [1-9]/m.test(await textOf(events)) };
}

const launcher = `
count=$1; shift
for group in "\${@:1:count}"; do echo $$ >"$group/cgroup.procs" || exit; done
for fd in /proc/$$/fd/*; do [ "\${fd##*/}" -gt 3 ] && eval "exec \${fd##*/}>&-"; done
exec "\${@:count+1}"
`;

/**
 * The command that puts a command into the groups of a run: a shell enters them and becomes it. It first closes what
 * our own process may have inherited, which a jail would pass on.
 */
export function launch(group: RunCgroup | undefined, argv: readonly string[]): string[] {
  const directories = group?.directories ?? [];
  return ['bash', '-c', launcher, 'launch', `${directories.length}`, ...directories, ...argv];
}

/** A group can go once its last process has been reaped, which may be a moment after the run. */
async function removeGroup(directory: string): Promise<void> {
  for (const wait of [0, 10, 50, 200, 1000]) {
    await new Promise(resolve => setTimeout(resolve, wait));
    const gone = await rmdir(directory).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
    );
    if (gone) return;
  }
}

async function isDelegated(parent: string): Promise<boolean> {
  const control = join(parent, 'cgroup.subtree_control');
  await writeFile(control, '+memory +pids').catch(() => undefined);
  const enabled = (await textOf(control)).split(/\s+/);
  return enabled.includes('memory') && enabled.includes('pids') && isWritable(parent);
}

async function firstWritable(directories: readonly string[]): Promise<string | undefined> {
  for (const directory of directories) if (await isWritable(directory)) return directory;
  return undefined;
}

async function isWritable(directory: string): Promise<boolean> {
  const probe = join(directory, `redfirst-probe-${process.pid}`);
  return mkdir(probe)
    .then(() => rmdir(probe))
    .then(
      () => true,
      () => false,
    );
}

function candidates(mount: string, own: string): string[] {
  return [...new Set([join(mount, own), join(mount, own, '..'), mount])].filter(path => path.startsWith(mount));
}

function parseMount(line: string) {
  const [before = '', after = ''] = line.split(' - ');
  const [type = '', , options = ''] = after.split(' ');
  return { path: before.split(' ')[4] ?? '', type, options: options.split(',') };
}

function parseOwn(line: string): [string, string] {
  const [, controllers = '', path = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
  return [controllers, path];
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
