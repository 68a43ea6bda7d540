import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes what a git that was killed left in a git directory before a moment: locks, which would stop every fetch to
 * come, and halves of packs.
 */
export async function removeLeftovers(directory: string, before: number): Promise<void> {
  for (const place of [directory, join(directory, 'objects', 'pack')]) {
    const names = await readdir(place).catch(() => []);
    const left = names.filter(name => name.endsWith('.lock') || name.startsWith('tmp_')).map(name => join(place, name));
    for (const path of left) {
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      if (mtimeMs < before) await rm(path, { force: true });
    }
  }
}
