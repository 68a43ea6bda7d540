import { mergeChanges } from '../../domain/file-change.ts';
import { readSyntax } from '../../languages/syntax.ts';
import { fileOfModule, promisedFiles } from '../red/declared.ts';
import { compiledStubs } from './compiled-stubs.ts';
import { memberStubs } from './member-stubs.ts';
import { pythonMembers, pythonStubs } from './python-stubs.ts';
import { scriptStubs } from './script-stubs.ts';
import type { StubCase, Stubs } from './stub-case.ts';
import { pythonImports, scriptImports, type WantedName } from './wanted.ts';

/**
 * Stubs of what is not there: languages that compile need whole declarations, the others names alone. What belongs to a
 * type that exists is laid over the rest.
 */
export async function makeStubs(given: StubCase): Promise<Stubs> {
  const own = await (given.wanting.some(({ file }) => isCompiled(file)) ? compiledStubs(given) : importedStubs(given));
  const laid = new Map(own.overlay.map(({ path, content }) => [path, content ?? '']));
  const members = await memberStubs({
    ...given,
    paths: [...new Set([...given.paths, ...laid.keys()])],
    readMany: async paths => new Map([...(await given.readMany(paths)), ...laid]),
  });
  return {
    ...own,
    overlay: mergeChanges(own.overlay, members.overlay),
    names: [...new Set([...own.names, ...members.names])],
    awaited: awaitedIn(given),
  };
}

/** What takes the refusal of a stub, or any exception, for the answer. */
const awaitsRefusal =
  /should_panic|catch_unwind|\brecover\(|\bPanics\w*\(|\b(?:Runtime|UnsupportedOperation)?(?:Exception|Throwable)\b|assertThatThrownBy/;

const awaitedIn = ({ tests }: StubCase): Set<string> =>
  new Set([...tests].flatMap(([file, text]) => (isCompiled(file) && awaitsRefusal.test(text) ? [file] : [])));

const isCompiled = (path: string): boolean => /\.(?:go|rs|java)$/.test(path);

/**
 * Stubs of all that the tests import and that is not there: in the files that the plan promises, or at the end of
 * modules that exist. A name that may be there already, or that nobody can place, is left alone.
 */
async function importedStubs(given: StubCase): Promise<Stubs> {
  const wanted = new Map<string, WantedName[]>();
  for (const importer of new Set(given.wanting.map(({ file }) => file))) {
    const text = given.tests.get(importer) ?? '';
    const imports = (await readSyntax(importer, text, importer.endsWith('.py') ? pythonImports : scriptImports)) ?? [];
    for (const each of imports) place(each, importer, { given, wanted });
  }
  const stubs: Stubs = { overlay: [], names: [] };
  for (const [path, names] of wanted) {
    const text = given.paths.includes(path) ? (await given.readMany([path])).get(path) : '';
    if (text === undefined) continue;
    const missing = unique(names).filter(({ name }) => isMissing(name, text));
    const content = `${text}${await stubsFor(path, missing, { given, text })}`;
    if (content === text && given.paths.includes(path)) continue;
    stubs.overlay.push({ path, content });
    stubs.names.push(...missing.map(({ name }) => name));
  }
  return stubs;
}

function place(
  each: WantedName,
  importer: string,
  { given, wanted }: { given: StubCase; wanted: Map<string, WantedName[]> },
): void {
  const { paths, tests, spec, root, isProduct } = given;
  const present = [...tests.keys(), ...paths];
  const fileOf = (specifier: string) =>
    fileOfModule(present, { specifier, importer, root }) ??
    fileOfModule(promisedFiles(spec), { specifier, importer, root });
  const isSubmodule = importer.endsWith('.py') && fileOf(`${each.module}.${each.name}`) !== undefined;
  const path = isSubmodule ? undefined : fileOf(each.module);
  if (path && isProduct(path) && !tests.has(path)) wanted.set(path, [...(wanted.get(path) ?? []), each]);
}

const unique = (names: readonly WantedName[]): WantedName[] => [
  ...new Map(names.map(each => [each.name, each])).values(),
];

/** A name that stands anywhere in a module may be there; so may any name where a module passes on what others have. */
function isMissing(name: string, text: string): boolean {
  const isOpen = /\bimport \*|\bexport \*|def __getattr__/.test(text);
  const isNamed =
    name === 'default'
      ? /export default|module\.exports\s*=/.test(text)
      : new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
  return !isOpen && !isNamed;
}

async function stubsFor(
  path: string,
  missing: readonly WantedName[],
  { given, text }: { given: StubCase; text: string },
): Promise<string> {
  const { answers } = given;
  const { codeSpans } = given.spec;
  if (path.endsWith('.py'))
    return `${await pythonStubs(missing, { codeSpans, answers })}${pythonMembers(text, given.wanting, answers)}`;
  if (missing.length === 0) return '';
  const isCommonJs =
    /\.c[jt]s$/.test(path) ||
    (/\bmodule\.exports\b|\bexports\.\w/.test(text) && !/^export /m.test(text)) ||
    (text === '' && /\.js$/.test(path) && requiresIt(given));
  return scriptStubs(missing, { path, isCommonJs, answers });
}

/** A new module of a project whose tests `require` it is one of CommonJS. */
const requiresIt = ({ tests }: StubCase): boolean =>
  [...tests.values()].some(text => /\brequire\(/.test(text) && !/^import /m.test(text));
