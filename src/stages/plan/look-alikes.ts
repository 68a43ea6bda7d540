import type { Settings } from '../../domain/settings.ts';
import type { PlannedSymbol, Spec } from '../../domain/spec.ts';
import { languageAt } from '../../languages/languages.ts';
import { isTestPath } from '../../languages/roles.ts';
import type { Tree } from '../../ports/repositories.ts';
import { keyOf, likenessOf, type NameKey, wordsOfName } from '../../referee/alike-names.ts';
import {
  type ExistingSymbol,
  filesLike,
  type LookAlike,
  symbolsLike,
  type WantedSymbol,
} from '../../referee/look-alikes.ts';
import { type NamedFile, type OutlinedFile, outlinesOf } from '../../writer/symbol-map.ts';

/** Where a plan's creations are looked for. */
export interface Neighbourhood {
  tree: Tree;
  settings: Settings;
  /** The names of every file. */
  declared: readonly NamedFile[];
  /** Files that are read already; shapes are compared with theirs. */
  outlines: readonly OutlinedFile[];
}

/** Files in which a likeness of names is looked at closer. */
const maxFiles = 40;
/** Likenesses of one symbol that are told. */
const mostOfOne = 3;

/**
 * What a plan wants to create and what exists that looks like it, by name in the whole repository and by shape in the
 * files nearest to the feature. Tests are left aside.
 */
export async function lookAlikesOf(
  spec: Spec,
  { tree, settings, declared, outlines }: Neighbourhood,
): Promise<LookAlike[]> {
  const sources = declared.filter(({ path }) => !isTestPath(path, settings));
  const wanted = wantedIn(spec, sources);
  const known = new Map(outlines.map(outline => [outline.path, outline]));
  const further = pathsLike(wanted, sources).filter(path => !known.has(path));
  const texts = await tree.readMany(further.slice(0, maxFiles));
  const read = await outlinesOf([...texts].map(([path, text]) => ({ path, text })));
  const existing: ExistingSymbol[] = [...known.values(), ...read]
    .filter(({ path }) => !isTestPath(path, settings))
    .flatMap(({ path, symbols }) => symbols.map(symbol => ({ ...symbol, path })));
  const paths = sources.map(({ path }) => path);
  const files = spec.newFiles
    .filter(({ path }) => !isTestPath(path, settings))
    .flatMap(({ path }) => filesLike(path, paths));
  return [...wanted.flatMap(symbol => symbolsLike(symbol, existing).slice(0, mostOfOne)), ...files];
}

/** Symbols that the plan says it creates, and names of several words in code spans that are nowhere yet. */
function wantedIn(spec: Spec, sources: readonly NamedFile[]): WantedSymbol[] {
  const created = spec.creates.map(symbolOf);
  const taken = new Set([...sources.flatMap(({ names }) => names), ...created.map(({ name }) => name)]);
  const named = spec.codeSpans.flatMap(span => {
    const [, whole = ''] = /^((?:[\p{L}_$][\w$]*(?:\.|::|#))*[\p{L}_$][\w$]*)(?:\(.*\))?$/u.exec(span) ?? [];
    const symbol = symbolOf({ name: whole, parameters: [], path: '' });
    return wordsOfName(symbol.name).length > 1 && !taken.has(symbol.name) ? [symbol] : [];
  });
  return [...created, ...new Map(named.map(symbol => [symbol.name, symbol])).values()];
}

function symbolOf({ name, parameters, path }: Pick<PlannedSymbol, 'name' | 'parameters' | 'path'>): WantedSymbol {
  const parts = name.split(/\.|::|#/);
  const owner = parts.at(-2);
  return { name: parts.at(-1) ?? name, parameters, ...(owner && { owner }), ...(path && { path }) };
}

function pathsLike(wanted: readonly WantedSymbol[], sources: readonly NamedFile[]): string[] {
  const keys = new Map<string, NameKey>();
  const keyOfName = (name: string) => {
    const key = keys.get(name) ?? keyOf(name);
    keys.set(name, key);
    return key;
  };
  const looked = wanted.map(({ name, path }) => ({ key: keyOf(name), language: path ? languageAt(path) : undefined }));
  return sources.flatMap(({ path, names }) => {
    const language = languageAt(path);
    const near = looked.filter(each => each.language === undefined || each.language === language);
    return near.some(({ key }) => names.some(name => likenessOf(key, keyOfName(name)))) ? [path] : [];
  });
}

/** A likeness as people and models read it. */
export function likenessText({ wanted, existing, path, line, how }: LookAlike): string {
  const place = how === 'same file name' ? '' : ` in \`${path}${line ? `:${line}` : ''}\``;
  return `\`${wanted}\` looks like \`${existing}\`${place} (${how})`;
}

/** What the plan says of why a symbol of its own is something else than what looks like it. */
export function reasonFor(
  { wanted }: LookAlike,
  { creates, newFiles }: Spec,
  notes: readonly string[],
): string | undefined {
  const own = creates.find(({ name }) => name === wanted)?.reason;
  const isNamed = (note: string) => note.includes(`\`${wanted}\``) || note.includes(`\`${wanted.split('.').at(-1)}\``);
  const isFile = newFiles.some(({ path }) => path === wanted);
  return own || notes.find(note => (isFile ? note.includes(wanted) : isNamed(note))) || undefined;
}
