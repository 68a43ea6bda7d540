import { posix } from 'node:path';
import type { TreeEntry } from '../domain/file-change.ts';
import type { Settings } from '../domain/settings.ts';
import { matchesAny } from '../languages/globs.ts';
import { isRelevantPath } from '../languages/relevant.ts';

/** Larger files are data, bundles or listings; nobody reads them to understand a feature. */
const largest = 256 * 1024;

/** Files that tell nothing about how the code works, or that nobody wrote: locked, bundled, vendored, binary. */
const tellNothing = [
  '**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,deno.lock,composer.lock}',
  '**/{uv.lock,poetry.lock,Pipfile.lock,pdm.lock,Cargo.lock,Gemfile.lock,go.sum,flake.lock}',
  '**/{node_modules,vendor,third_party,dist,.venv,venv,site-packages,__pycache__,.git,.next,coverage}/**',
  '**/{__snapshots__,__recordings__,cassettes}/**',
  '**/*.{min.js,min.css,map,snap,lock,csv,tsv,parquet,ipynb,svg,po,pot}',
  '**/*.{png,jpg,jpeg,gif,webp,avif,ico,bmp,pdf,woff,woff2,ttf,otf,eot,mp3,mp4,webm,wav}',
  '**/*.{zip,gz,tgz,bz2,xz,7z,jar,war,whl,egg,so,dll,dylib,exe,a,o,class,pyc,wasm,bin,db,sqlite,sqlite3}',
];

/** Files that hold secrets where they hold anything. */
const secret = [
  '**/{.env,.env.local,.env.*.local,.env.production,.env.development,.env.test}',
  '**/*.{pem,key,p12,pfx,jks,keystore}',
];

/** Documents that tell how a repository is built and written, the most telling first. */
const documentNames = [
  /^readme\.(md|rst|txt)$/i,
  /^architecture\.(md|rst|txt)$/i,
  /^conventions\.(md|rst|txt)$/i,
  /^(claude|agents)\.md$/i,
  /^contributing\.(md|rst|txt)$/i,
  /^pull_request_template\.(md|txt)$/i,
];

/** Files that the repository's configuration lets research look at, apart from those that tell nothing. */
export function candidatesOf(entries: readonly TreeEntry[], settings: Settings): TreeEntry[] {
  return entries.filter(
    entry =>
      (entry.mode === '100644' || entry.mode === '100755') &&
      entry.size > 0 &&
      entry.size <= largest &&
      isRelevantPath(entry.path, settings) &&
      !matchesAny(entry.path, tellNothing) &&
      !isSecretPath(entry.path),
  );
}

/** Whether a file is kept from models, whatever they ask for. */
export const isSecretPath = (path: string): boolean => matchesAny(path, secret);

/** Paths of the repository's own documents: at its root, at the project's, in `docs` or where GitHub looks. */
export function documentPaths(entries: readonly TreeEntry[], settings: Settings): string[] {
  const folders = new Set(['.', posix.normalize(settings.root).replace(/\/$/, ''), 'docs', '.github']);
  const found = entries.flatMap(({ path, mode, size }) => {
    const rank = documentNames.findIndex(name => name.test(posix.basename(path)));
    const isRegular = mode === '100644' || mode === '100755';
    return rank !== -1 && isRegular && size <= largest && folders.has(posix.dirname(path)) ? [{ path, rank }] : [];
  });
  return found
    .sort((left, right) => left.rank - right.rank || left.path.length - right.path.length)
    .map(({ path }) => path);
}

/** Whether somebody wrote this text: no binary, and nothing that says of itself that it was generated. */
export function isWritten(text: string): boolean {
  const head = text.slice(0, 2000);
  return !head.includes('\0') && !/@generated\b|\bcode generated .*do not edit\b/i.test(head);
}
