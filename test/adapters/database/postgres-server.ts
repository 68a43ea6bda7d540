import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export interface PostgresServer {
  url: string;
  /** Every connection is cut, as by an upgrade. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Where Debian's `postgresql` puts its programs, newest first. */
function binaries(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map(version => join(root, version, 'bin')).find(bin => existsSync(join(bin, 'initdb')));
}

/** PostgreSQL refuses to run as root, so root lends it the account of `postgres`. */
function account(): { uid: number; gid: number } | undefined | 'none' {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return 'none';
  }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A throw-away PostgreSQL on loopback, or the reason why there is none on this machine. */
export async function startPostgres(): Promise<PostgresServer | { missing: string }> {
  const bin = binaries();
  const owner = account();
  if (!bin) return { missing: 'no PostgreSQL server here (Debian: apt-get install postgresql)' };
  if (owner === 'none') return { missing: 'PostgreSQL does not run as root and there is no account postgres' };
  const directory = mkdtempSync(join(tmpdir(), 'redfirst-postgres-'));
  chmodSync(directory, 0o700);
  if (owner) chownSync(directory, owner.uid, owner.gid);
  const as = { ...owner, stdio: 'ignore' as const, cwd: directory };
  execFileSync(join(bin, 'initdb'), ['-D', join(directory, 'data'), '-U', 'redfirst', '-A', 'trust', '-N'], as);
  const port = await freePort();
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', `unix_socket_directories=${directory}`];
  const args = ['-D', join(directory, 'data'), '-p', String(port), ...settings.flatMap(setting => ['-c', setting])];
  const isReady = () => spawnSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], as).status === 0;
  const start = async (): Promise<ChildProcess> => {
    const server = spawn(join(bin, 'postgres'), args, as);
    while (!isReady()) await setTimeout(100);
    return server;
  };
  let server = await start();
  const end = async () => {
    const ended = new Promise(resolve => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
  };
  const restart = async () => {
    await end();
    server = await start();
  };
  const stop = async () => {
    await end();
    rmSync(directory, { recursive: true, force: true });
  };
  return { url: `postgresql://redfirst@127.0.0.1:${port}/postgres`, restart, stop };
}
