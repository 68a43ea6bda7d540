import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BubblewrapSandbox, bubblewrapSandbox } from '../../../src/adapters/sandbox/bubblewrap.ts';
import type { SandboxRun } from '../../../src/ports/sandbox.ts';
import { installOf, runOf, sampleTree, testLimits } from '../../contracts/sandbox.ts';
import { describeWith } from '../../toolchains.ts';
import { silentLog } from './silent-log.ts';

describeWith(['bubblewrap'], 'what bubblewrap keeps out and in', () => {
  let sandbox: BubblewrapSandbox;
  let tree: string;
  let cacheDirectory: string;
  const run = (command: string, rest: Partial<SandboxRun> = {}) => sandbox.run(runOf(tree, command, rest));
  const limits = { ...testLimits, memoryBytes: 256 * 2 ** 20, processes: 48, tmpBytes: 128 * 2 ** 20 };

  beforeAll(async () => {
    cacheDirectory = await mkdtemp(join(tmpdir(), 'redfirst-cache-'));
    sandbox = bubblewrapSandbox({ cacheDirectory, limits, readOnlyPaths: [], registry: {}, log: silentLog });
    tree = await sampleTree();
    await sandbox.probe();
  });
  afterAll(() => Promise.all([tree, cacheDirectory].map(path => rm(path, { recursive: true, force: true }))));

  /** Processes of this host whose arguments hold `mark`. */
  const alive = async (mark: string) => {
    const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
    const lines = await Promise.all(ids.map(id => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
    return lines.filter(line => line.startsWith('sleep') && line.includes(mark));
  };

  it('has no network: not the host on loopback, not the outside, no names', async () => {
    const server = createServer(socket => socket.end('hello')).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const dial = (host: string, to: number | undefined) => `(exec 4<>/dev/tcp/${host}/${to}) 2>&1 || echo refused`;
    const lookup = 'node -e \'require("node:dns").lookup("github.com",e=>console.log(e?"unknown":"found"))\'';
    const result = await run(
      `${dial('127.0.0.1', port)}; ${dial('169.254.169.254', 80)}; ${lookup}; ls /sys/class/net`,
    );
    server.close();
    expect(result.output.match(/^refused$/gm)).toHaveLength(2);
    expect(result.output).toContain('unknown');
  });

  it('takes a core only where nothing else wants it: by its niceness, and by that of its session', async context => {
    if (!existsSync('/proc/self/autogroup')) return context.skip('sessions have no share of their own here');
    const soon = 'for _ in {1..50}; do grep -q "nice 10" /proc/self/autogroup && break; sleep 0.1; done';
    const result = await run(`${soon}; cat /proc/self/autogroup; nice`);
    expect(result.output).toMatch(/^\/autogroup-\d+ nice 10\n10$/m);
  });

  it('shows nothing of the host: no shadow file, home, environment or processes', async () => {
    const look = [
      'cat /src/.git/config',
      'cat /etc/shadow /etc/hostname /root/.bashrc /home/* /var/run/docker.sock',
      'tr "\\0" "\\n" </proc/1/environ',
      'ls -d /proc/[0-9]* | wc -l',
      'ls /root /home /var /mnt /opt /run',
    ];
    const result = await run(look.join('; '));
    expect(result.output).not.toMatch(/^root:[$*!]/m);
    expect(result.output).not.toContain('REDFIRST');
    expect(result.output.match(/No such file or directory/g)).toHaveLength(11);
    expect(Number(/^\d+$/m.exec(result.output)?.[0])).toBeLessThan(12);
  });

  it('leads a link out of the tree to the stubs inside, never to the host', async () => {
    const hostile = await mkdtemp(join(tmpdir(), 'redfirst-tree-'));
    await symlink('/etc/passwd', join(hostile, 'users'));
    await symlink('/proc/self/environ', join(hostile, 'environment'));
    await symlink(tree, join(hostile, 'other'));
    const result = await sandbox.run(
      runOf(hostile, 'cat users; tr "\\0" "\\n" <environment | cut -d= -f1; cat other/README.md'),
    );
    await rm(hostile, { recursive: true });
    expect(result.output).not.toContain(readFileSync('/etc/passwd', 'utf8').split('\n')[1]);
    expect(result.output).toContain('runner:x:1000');
    expect(result.output).not.toContain('REDFIRST_REQUIRE_TOOLCHAINS');
    expect(result.output).not.toContain('as committed');
  });

  it('runs as nobody special: no uid 0, no capability, no new user namespace, no terminal', async () => {
    const result = await run('id -u; grep -E "CapEff|NoNewPrivs" /proc/self/status; unshare -U true; ls /proc/self/fd');
    expect(result.output).toMatch(/^1000\nCapEff:\s+0{16}\nNoNewPrivs:\s+1\n/);
    expect(result.output).toMatch(/unshare failed/);
    expect(result.output).toMatch(/\n0\n1\n2\n3\n$/);
  });

  it('can write to mounts of a fixed size only', async () => {
    const places =
      'find / /dev -xdev -writable -type d | sort; for m in /dev/shm /tmp /repo /out; do df --output=size -B1 $m | tail -1; done; touch /src/x /job/x /usr/x /etc/x /x /dev/x';
    const result = await run(places);
    const sizes = result.output
      .split('\n')
      .filter(line => /^\s*\d+$/.test(line))
      .map(Number);
    expect(sizes).toEqual([64 * 2 ** 20, limits.tmpBytes, limits.tmpBytes, 64 * 2 ** 20]);
    expect(result.output.match(/Read-only file system|Permission denied/g)).toHaveLength(6);
    expect(result.output.split('\n').filter(line => line.startsWith('/'))).toEqual([
      '/dev/pts',
      '/dev/shm',
      '/out',
      '/repo',
      '/tmp',
    ]);
  });

  it('leaves nothing for the next run', async () => {
    await run(
      'echo planted >/tmp/x; echo planted >/dev/shm/x; echo planted >$HOME/.npmrc; echo planted >$REDFIRST_OUT/x',
    );
    expect((await run('cat /tmp/x /dev/shm/x $HOME/.npmrc $REDFIRST_OUT/x')).output).not.toContain('planted');
  });

  it('ends a daemon with the run', async () => {
    const result = await run('setsid sleep 98761 >/dev/null 2>&1 </dev/null & sleep 0.2; echo done');
    expect(result).toMatchObject({ exitCode: 0, output: 'done\n' });
    await expect.poll(() => alive('98761')).toEqual([]);
  });

  it('ends the whole tree of processes at the time-out', async () => {
    await run('setsid sleep 98762 & (setsid sleep 98762 & sleep 98762) & wait', { timeout: 1000 });
    await expect.poll(() => alive('98762')).toEqual([]);
  });

  it('refuses a file of 100 MB', async () => {
    const result = await run('head -c 100000000 /dev/zero >/tmp/large; echo $?; stat -c %s /tmp/large');
    expect(result.output).toMatch(/^153\n67108864\n$/m);
  });

  it('does not fill the host with output files', async () => {
    const result = await run('for i in 1 2 3; do head -c 50000000 /dev/zero >$REDFIRST_OUT/$i || exit 9; done');
    expect(result).toMatchObject({ exitCode: 9 });
    expect(result.output).toContain('No space left on device');
  });

  it('bounds a fork bomb where the host lets it', async context => {
    if ((await sandbox.describe()).includes('no limit on the number'))
      return context.skip('no limit on processes here');
    const bomb =
      'import os,time\nn=0\ntry:\n  for _ in range(500):\n    if os.fork()==0: time.sleep(60); os._exit(0)\n    n+=1\nexcept OSError: print("stopped at",n)';
    const result = await run(`/usr/bin/python3 -c '${bomb}'`);
    const stopped = Number(/stopped at (\d+)/.exec(result.output)?.[1]);
    expect(stopped).toBeGreaterThan(10);
    expect(stopped).toBeLessThanOrEqual(limits.processes);
  });

  it('says out of memory where the host can tell, and fails in any case', async () => {
    const result = await run('/usr/bin/python3 -c "x = bytearray(600 * 2**20); print(len(x))"');
    const canTell = (await sandbox.describe()).includes('cgroup v');
    expect(result.output).not.toContain('629145600');
    expect(result.ending).toBe(canTell ? 'out-of-memory' : 'exited');
  });

  it('says that a tree is too large instead of running a part of it', async () => {
    const large = await mkdtemp(join(tmpdir(), 'redfirst-tree-'));
    await writeFile(join(large, 'blob'), Buffer.alloc(limits.tmpBytes + 1));
    const result = sandbox.run(runOf(large, 'echo ran'));
    await expect(result).rejects.toMatchObject({ source: 'sandbox', reason: 'tree-too-large', retryable: false });
    await rm(large, { recursive: true });
  });

  it('binds a layer read-only, but for the caches of runners', async () => {
    const made = await sandbox.install(installOf(tree, 'mkdir -p node_modules/dep'));
    if (made.kind !== 'installed') throw new Error(made.result.output);
    const result = await run('touch node_modules/.vite/x && touch node_modules/dep/x', { layer: made.layer });
    expect(result.exitCode).toBe(1);
    expect(result.output).toContain("'node_modules/dep/x': Read-only file system");
    expect(await readdir(join(made.layer.directory, 'node_modules/.vite'))).toEqual([]);
  });

  it('says how to get bubblewrap where there is none', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nonexistent';
    const options = { cacheDirectory, limits, readOnlyPaths: [], registry: {}, log: silentLog };
    const probe = bubblewrapSandbox(options)
      .probe()
      .finally(() => {
        process.env['PATH'] = path;
      });
    await expect(probe).rejects.toMatchObject({
      source: 'sandbox',
      reason: 'no-sandbox',
      retryable: false,
      message: expect.stringMatching(/not installed[\s\S]*apt-get install bubblewrap[\s\S]*apparmor[\s\S]*systempaths/),
    });
  });

  it('binds extra toolchains at their own path and puts them on the PATH', async () => {
    const extra = await mkdtemp(join(tmpdir(), 'redfirst-tool-'));
    await mkdir(join(extra, 'bin'));
    await writeFile(join(extra, 'bin', 'mytool'), '#!/bin/sh\necho mine\n', { mode: 0o755 });
    const options = { cacheDirectory, limits, readOnlyPaths: [extra], registry: {}, log: silentLog };
    const result = await bubblewrapSandbox(options).run(runOf(tree, `mytool; touch ${extra}/x`));
    await rm(extra, { recursive: true });
    expect(result.output).toMatch(/^mine\n.*Read-only file system\n$/);
  });
});
