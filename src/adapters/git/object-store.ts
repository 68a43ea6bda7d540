import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../domain/failure.ts';
import { git } from '../processes/launcher.ts';
import { checkOid } from './git-failure.ts';
import type { GitRun } from './git-process.ts';

/** A git directory of ours, and a way to get objects that are not in it yet. */
export interface ObjectStore {
  directory: string;
  run(args: readonly [string, ...string[]], options?: Partial<GitRun>): Promise<Buffer>;
  /** Gets commits with their trees, or single blobs. Throws `gone` where they cannot be had. */
  fetch(kind: 'commits' | 'blobs', oids: readonly string[]): Promise<void>;
}

/**
 * `info/attributes` outranks every `.gitattributes` of the tree: no filter runs, no byte changes on the way out, and
 * no file can be hidden from a diff by calling it binary (gitattributes(5), "precedence").
 */
const neutralAttributes = '* -text !eol !crlf -ident !filter !working-tree-encoding !diff !merge\n';

/**
 * Makes the bare repository that holds objects, unless it is there, from no template, so that there are no hooks to begin
 * with. It is moved into place when it is whole, so that a crash leaves no half.
 */
export async function initBare(directory: string, environment: Record<string, string> | undefined): Promise<void> {
  if (existsSync(directory)) return;
  await mkdir(dirname(directory), { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(`${directory}.new-`);
  try {
    await git(['init', '--quiet', '--bare', '--template=', '--initial-branch=main'], { directory: draft, environment });
    await mkdir(join(draft, 'info'), { recursive: true });
    await writeFile(join(draft, 'info', 'attributes'), neutralAttributes);
    await rename(draft, directory).catch(ignoreExisting);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error;
}

/**
 * Sees to it that commits are here with all their trees and blobs, and nothing of their history. Missing blobs come in
 * one fetch, because git left alone would fetch them one by one.
 */
export async function ensureComplete(store: ObjectStore, commits: readonly string[]): Promise<void> {
  const oids = commits.map(checkOid);
  const known = await missingOf(store, oids);
  if (!known) await store.fetch('commits', oids);
  const missing = known ?? (await missingOf(store, oids)) ?? oids;
  if (missing.length === 0) return;
  await store.fetch('blobs', missing);
  if ((await missingOf(store, oids))?.length !== 0) throw incomplete(oids);
}

/** Objects of the commits' trees that are not here; nothing at all when a commit itself is not. Fetches nothing. */
async function missingOf(store: ObjectStore, oids: readonly string[]): Promise<string[] | undefined> {
  const list = ['--objects', '--missing=print', '--no-object-names', '--no-walk', '--stdin'];
  try {
    const output = await store.run(['rev-list', ...list], { input: `${oids.join('\n')}\n` });
    const lines = output.toString().split('\n');
    return lines.filter(line => line.startsWith('?')).map(line => line.slice(1));
  } catch (error) {
    if (error instanceof Failure && error.reason === 'gone') return undefined;
    throw error;
  }
}

function incomplete(oids: readonly string[]): Failure {
  const message = `The git host did not send everything that belongs to ${oids.join(' and ')}.`;
  return new Failure(message, { source: 'git', reason: 'incomplete', retryable: true });
}
