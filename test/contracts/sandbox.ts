import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstallRun, Sandbox, SandboxRun } from '../../src/ports/sandbox.ts';

/** A run of `command` with nothing special about it. */
export function runOf(source: string, command: string, rest: Partial<SandboxRun> = {}): SandboxRun {
  return {
    source,
    command,
    overlay: [],
    layer: undefined,
    directory: '.',
    environment: {},
    timeout: 30_000,
    artifacts: [],
    signal: new AbortController().signal,
    ...rest,
  };
}

/** An install of `command` that keeps `node_modules`. */
export function installOf(source: string, command: string, rest: Partial<InstallRun> = {}): InstallRun {
  return {
    source,
    command,
    keyFiles: ['package.json'],
    directory: '.',
    keeps: ['node_modules'],
    timeout: 120_000,
    signal: new AbortController().signal,
    ...rest,
  };
}

/** A small tree as the git adapter leaves it: plain files, an executable, a link, a name with spaces. */
export async function sampleTree(): Promise<string> {
  const tree = await mkdtemp(join(tmpdir(), 'redfirst-tree-'));
  await mkdir(join(tree, 'sub dir'));
  await mkdir(join(tree, '.git'));
  await writeFile(join(tree, '.git', 'config'), 'secret of the host');
  await writeFile(join(tree, 'package.json'), '{}');
  await writeFile(join(tree, 'README.md'), 'as committed\n');
  await writeFile(join(tree, 'sub dir', 'old.txt'), 'old\n', { mode: 0o444 });
  await writeFile(join(tree, 'run.sh'), '#!/bin/sh\necho ran\n');
  await chmod(join(tree, 'run.sh'), 0o755);
  await symlink('README.md', join(tree, 'link'));
  return tree;
}

const sizeLimits = { memoryBytes: 2 * 2 ** 30, processes: 256, tmpBytes: 512 * 2 ** 20 };
export const testLimits = { ...sizeLimits, outputBytes: 64 * 2 ** 10 };

/** What holds for every sandbox, whatever keeps it apart from the host. `make` is called once. */
export function sandboxContract(name: string, make: () => Promise<Sandbox>): void {
  describe(`${name} keeps the sandbox contract`, () => {
    let sandbox: Sandbox;
    let tree: string;
    const run = (command: string, rest: Partial<SandboxRun> = {}) => sandbox.run(runOf(tree, command, rest));

    beforeAll(async () => {
      sandbox = await make();
      tree = await sampleTree();
    });
    afterAll(() => rm(tree, { recursive: true, force: true }));

    it('says which isolation and limits hold', async () => {
      expect(await sandbox.describe()).toMatch(/isolated/i);
    });

    it('gives the exit code and both streams in the order they were written', async () => {
      const result = await run('echo one; echo two >&2; echo three; exit 7');
      expect(result).toMatchObject({ ending: 'exited', exitCode: 7, output: 'one\ntwo\nthree\n', artifacts: {} });
      expect(result.seconds).toBeGreaterThan(0);
    });

    it('gives 128 and the signal for a command that a signal ended', async () => {
      expect(await run('kill -TERM $$')).toMatchObject({ ending: 'exited', exitCode: 143 });
    });

    it('brings back the artifacts that were asked for and nothing else', async () => {
      const command =
        'mkdir -p "$REDFIRST_OUT/a b"; printf "ü\\n" >"$REDFIRST_OUT/a b/r.xml"; echo x >"$REDFIRST_OUT/more"';
      const result = await run(command, { artifacts: ['a b/r.xml', 'never-written'] });
      expect(result.artifacts).toEqual({ 'a b/r.xml': 'ü\n' });
    });

    it('brings back every file of a directory, links and what lies beside it left out', async () => {
      const command =
        'cd "$REDFIRST_OUT" && mkdir -p "r/a b" empty && printf one >r/1.xml && printf "zwei;=,\\n" >"r/a b/2.xml" && ln -s /etc/passwd r/l';
      const result = await run(command, { artifacts: ['r', 'empty'] });
      expect(result.artifacts).toEqual({ 'r/1.xml': 'one', 'r/a b/2.xml': 'zwei;=,\n' });
    });

    it('refuses an artifact that is a link, too large or outside', async () => {
      const command =
        'ln -s /etc/hostname "$REDFIRST_OUT/l"; head -c 17M /dev/zero >"$REDFIRST_OUT/big"; mkdir "$REDFIRST_OUT/d"';
      const result = await run(command, { artifacts: ['l', 'big', 'd'] });
      expect(result.exitCode).toBe(0);
      expect(result.artifacts).toEqual({});
      await expect(run('true', { artifacts: ['../etc/passwd'] })).rejects.toMatchObject({ reason: 'bad-path' });
    });

    it('lays the overlay over the tree: new, replaced and deleted files', async () => {
      const overlay = [
        { path: 'src/new file.ts', content: 'new\n' },
        { path: 'README.md', content: 'changed\n' },
        { path: 'link', content: 'no link any more\n' },
        { path: 'sub dir/old.txt', content: null },
      ];
      const result = await run('cat "src/new file.ts" README.md link; ls "sub dir"', { overlay });
      expect(result).toMatchObject({ exitCode: 0, output: 'new\nchanged\nno link any more\n' });
      expect(await readFile(join(tree, 'README.md'), 'utf8')).toBe('as committed\n');
    });

    it.each(['../x', '/etc/x', 'a/../../x', '.git/hooks/pre-commit', 'a/.GIT/x', '', 'a//b', './a', 'a\0b'])(
      'refuses the overlay path %j',
      async path => {
        const overlay = [{ path, content: 'x' }];
        await expect(run('true', { overlay })).rejects.toMatchObject({ source: 'sandbox', reason: 'bad-path' });
      },
    );

    it('gives the command a private, writable copy without .git', async () => {
      const result = await run('echo more >>README.md; echo more >>"sub dir/old.txt"; ./run.sh; readlink link; ls -A');
      expect(result.output).toBe('ran\nREADME.md\nREADME.md\nlink\npackage.json\nrun.sh\nsub dir\n');
      expect(await readFile(join(tree, 'README.md'), 'utf8')).toBe('as committed\n');
      expect((await run('cat README.md')).output).toBe('as committed\n');
    });

    it('hands over no environment but its own and the given one', async () => {
      process.env['REDFIRST_CANARY'] = 'leaked';
      const result = await run('env | cut -d= -f1 | sort; echo "$GIVEN"', { environment: { GIVEN: 'a "b" $c' } });
      delete process.env['REDFIRST_CANARY'];
      const ofBash = ['PWD', 'SHLVL', '_'];
      const names = result.output
        .trim()
        .split('\n')
        .filter(line => !ofBash.includes(line));
      expect(names).toEqual(['CI', 'GIVEN', 'HOME', 'LANG', 'PATH', 'REDFIRST_OUT', 'a "b" $c']);
    });

    it('runs in the directory asked for, and says when it is not there', async () => {
      expect((await run('cat old.txt', { directory: 'sub dir' })).output).toBe('old\n');
      const missing = await run('true', { directory: 'nowhere' });
      expect(missing).toMatchObject({ ending: 'exited' });
      expect(missing.exitCode).not.toBe(0);
      expect(missing.output).toContain('nowhere');
    });

    it('runs node and python', async () => {
      const command = 'node -p "6*7" && /usr/bin/python3 -c "print(6*7)"';
      expect(await run(command)).toMatchObject({ exitCode: 0, output: '42\n42\n' });
    });

    it('ends a command at its time-out, with its children, and keeps what it said', async () => {
      const result = await run('echo begun; sleep 600 & sleep 600', { timeout: 1500 });
      expect(result).toMatchObject({ ending: 'timed-out', exitCode: null, output: 'begun\n', artifacts: {} });
    });

    it('ends a command when it is called off, before or during it', async () => {
      const during = new AbortController();
      const running = run('echo begun; sleep 600', { signal: during.signal });
      setTimeout(() => during.abort(), 500);
      expect(await running).toMatchObject({ ending: 'aborted', exitCode: null });
      expect(await run('true', { signal: AbortSignal.abort() })).toMatchObject({ ending: 'aborted', exitCode: null });
    });

    it('does not wait for a process that was left behind with the output open', async () => {
      expect(await run('setsid sleep 70 & sleep 0.3; echo done')).toMatchObject({
        ending: 'exited',
        exitCode: 0,
        output: 'done\n',
      });
    });

    it('cuts long output in the middle and lets the command live', async () => {
      const result = await run('echo first; yes 0123456789 | head -c 30000000; echo; echo last; exit 3');
      expect(result.exitCode).toBe(3);
      expect(result.output.length).toBeLessThan(testLimits.outputBytes + 200);
      expect(result.output).toMatch(/^first\n/);
      expect(result.output).toMatch(/bytes left out[\s\S]*last\n$/);
    });

    it('makes a dependency layer once, also for two who ask at once, and gives it to a run', async () => {
      const command =
        'mkdir -p node_modules/dep && date +%N >node_modules/dep/stamp && echo "$npm_config_ignore_scripts"';
      const install = () => sandbox.install(installOf(tree, command));
      const [first, second] = await Promise.all([install(), install()]);
      const third = await install();
      if (first.kind !== 'installed') throw new Error(first.result.output);
      expect(second).toEqual(first);
      expect(third).toEqual(first);
      expect(first.layer.paths).toEqual(['node_modules']);
      const stamp = await readFile(join(first.layer.directory, 'node_modules/dep/stamp'), 'utf8');
      const use = 'cat node_modules/dep/stamp && touch node_modules/.vite/cache node_modules/.vitest/cache';
      expect(await run(use, { layer: first.layer })).toMatchObject({ exitCode: 0, output: stamp });
    });

    it('makes another layer when a key file or the command changes', async () => {
      const other = await sampleTree();
      await writeFile(join(other, 'package.json'), '{"name":"other"}');
      const keys = await Promise.all(
        [
          installOf(tree, 'mkdir node_modules'),
          installOf(other, 'mkdir node_modules'),
          installOf(tree, ':; mkdir node_modules'),
        ]
          .map(install => sandbox.install(install))
          .map(async result =>
            (await result).kind === 'installed' ? ((await result) as { layer: { key: string } }).layer.key : '',
          ),
      );
      await rm(other, { recursive: true });
      expect(new Set(keys).size).toBe(3);
    });

    it('reads no key file through a link', async () => {
      const other = await sampleTree();
      await symlink('/dev/zero', join(other, 'lock'));
      const made = await sandbox.install(installOf(other, 'mkdir node_modules', { keyFiles: ['lock'] }));
      await rm(other, { recursive: true });
      expect(made.kind).toBe('installed');
    });

    it('gives the output of an install that failed, and keeps nothing of it', async () => {
      const install = () => sandbox.install(installOf(tree, 'mkdir node_modules; echo broken; exit 4'));
      expect(await install()).toMatchObject({ kind: 'failed', result: { exitCode: 4, output: 'broken\n' } });
      expect(await install()).toMatchObject({ kind: 'failed' });
    });

    it('refuses to keep a link that an install put where dependencies belong', async () => {
      const install = sandbox.install(installOf(tree, 'ln -s /etc node_modules'));
      await expect(install).rejects.toMatchObject({ source: 'sandbox', reason: 'bad-layer' });
    });
  });
}
