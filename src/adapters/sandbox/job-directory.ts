import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileChange } from '../../domain/file-change.ts';
import type { Log } from '../../ports/log.ts';
import { safePath } from './safe-path.ts';

/** What goes into the jail beside the tree. */
export interface JobFiles {
  overlay: readonly FileChange[];
  /** Paths of the tree that are not copied, because a dependency layer lies there. */
  masked: readonly string[];
}

/** Stubs of `/etc`: names for the two users that exist inside, and no lookup that leaves the jail. */
const etc = {
  passwd: 'root:x:0:0:root:/:/bin/false\nrunner:x:1000:1000:runner:/tmp/home:/bin/bash\n',
  group: 'root:x:0:\nrunner:x:1000:\n',
  hosts: '127.0.0.1 localhost\n::1 localhost\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
};

/**
 * A fresh directory, readable by us alone, that one run sees as `/job`: the overlay, the lists that the jail's script
 * works through, and the stubs of `/etc`.
 */
export async function makeJobDirectory({ overlay, masked }: JobFiles): Promise<string> {
  const replaced = overlay.map(({ path }) => `./${safePath(path)}`);
  const skipped = ['.git', ...masked.map(safePath)].map(path => `./${path}`);
  const directory = await mkdtemp(join(tmpdir(), 'redfirst-job-'));
  await Promise.all([mkdir(join(directory, 'overlay')), mkdir(join(directory, 'etc'))]);
  await Promise.all([
    writeFile(join(directory, 'replaced'), replaced.join('\0')),
    writeFile(join(directory, 'masked'), skipped.join('\n')),
    ...Object.entries(etc).map(([name, text]) => writeFile(join(directory, 'etc', name), text)),
  ]);
  for (const { path, content } of overlay) {
    if (content !== null) await writeOverlayFile(join(directory, 'overlay', path), content);
  }
  return directory;
}

async function writeOverlayFile(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content, { mode: 0o644 });
}

const day = 24 * 60 * 60 * 1000;

/** Throws away what the jobs of killed processes left a day ago or earlier: no run lasts that long. */
export async function removeForgottenJobs(log: Log): Promise<void> {
  const names = (await readdir(tmpdir())).filter(name => /^redfirst-(job|run)-/.test(name));
  for (const directory of names.map(name => join(tmpdir(), name))) {
    const { mtimeMs } = await stat(directory).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > day) await removeDirectory(directory, log);
  }
}

/** Throws a finished job's files away; what cannot be removed is logged and left, since the run itself is over. */
export async function removeDirectory(directory: string, log: Log): Promise<void> {
  await rm(directory, { recursive: true, force: true }).catch((error: unknown) =>
    log.warn({ err: error, directory }, 'a temporary directory could not be removed'),
  );
}
