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

interface Seen {
  result: Promise<SandboxResult>;
  /** What its planted test was called, where there was one. */
  nonce: string | undefined;
}

/**
 * A sandbox that runs nothing that it has run before. Most changes of a corpus share their first commits; what was seen
 * of one tree holds for every change that has it, and for the same change at another door. The second run of a tree in
 * one judgment is remembered as the second, so that a test which differs from run to run still does. A planted test has
 * another name in each judgment: what was seen of one is told with the name of the other.
 */
export function rememberingSandbox(sandbox: Sandbox): Memory {
  const results = new Map<string, Seen[]>();
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
        const nonce = nonceIn(run);
        const key = await keyOf(run, nonce);
        const known = results.get(key) ?? [];
        const nth = asked.get(key) ?? 0;
        asked.set(key, nth + 1);
        results.set(key, known);
        const seen = known[nth] ?? { result: sandbox.run(run), nonce };
        known[nth] = seen;
        runs += 1;
        const result = await seen.result;
        if (result.ending === 'aborted') delete known[nth];
        return seen.nonce && nonce ? renamed(result, seen.nonce, nonce) : result;
      },
    },
  };
}

/** What the planted test of a run is called. */
const nonceIn = ({ overlay }: SandboxRun): string | undefined => /n[0-9a-f]{12}/.exec(JSON.stringify(overlay))?.[0];

function renamed(result: SandboxResult, before: string, after: string): SandboxResult {
  return JSON.parse(JSON.stringify(result).replaceAll(before, after)) as SandboxResult;
}

async function keyOf(run: SandboxRun, nonce: string | undefined): Promise<string> {
  const { source, signal: _signal, layer, ...rest } = run;
  const tree = await hashOf(source);
  const text = JSON.stringify({ ...rest, tree, layer: layer?.key });
  return createHash('sha256')
    .update(nonce ? text.replaceAll(nonce, 'planted') : text)
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
