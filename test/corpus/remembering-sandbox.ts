import { createHash } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox, SandboxResult, SandboxRun } from '../../src/ports/sandbox.ts';

/** A sandbox with a memory of what was run. */
export interface Memory {
  sandbox: Sandbox;
  /** Says that another judgment begins. */
  nextChange(): void;
  runs(): number;
}

/**
 * A sandbox that runs nothing that it has run before. Most changes of a corpus share their first commits; what was seen
 * of one tree holds for every change that has it. The second run of a tree in one judgment is remembered as the second,
 * so that a test which differs from run to run still does.
 */
export function rememberingSandbox(sandbox: Sandbox): Memory {
  const results = new Map<string, Promise<SandboxResult>[]>();
  let asked = new Map<string, number>();
  let runs = 0;
  return {
    nextChange: () => {
      asked = new Map();
    },
    runs: () => runs,
    sandbox: {
      describe: () => sandbox.describe(),
      install: run => sandbox.install(run),
      async run(run) {
        const key = await keyOf(run);
        const known = results.get(key) ?? [];
        const nth = asked.get(key) ?? 0;
        asked.set(key, nth + 1);
        results.set(key, known);
        known[nth] ??= sandbox.run(run);
        runs += 1;
        const result = await known[nth];
        if (result.ending === 'aborted') delete known[nth];
        return result;
      },
    },
  };
}

async function keyOf({ source, signal: _signal, layer, ...rest }: SandboxRun): Promise<string> {
  const tree = await hashOf(source);
  return createHash('sha256')
    .update(JSON.stringify({ ...rest, tree, layer: layer?.key }))
    .digest('hex');
}

async function hashOf(directory: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter(entry => !entry.isDirectory())
    .map(entry => [join(entry.parentPath, entry.name), entry] as const);
  for (const [path, entry] of paths.sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(path.slice(directory.length));
    hash.update(entry.isSymbolicLink() ? await readlink(path) : await readFile(path));
  }
  return hash.digest('hex');
}
