import { readSyntax } from '../../languages/syntax.ts';
import { fileOfModule, promisedFiles } from '../red/declared.ts';
import { compiledStubs } from './compiled-stubs.ts';
import { pythonMembers, pythonStubs } from './python-stubs.ts';
import { scriptStubs } from './script-stubs.ts';
import type { StubCase, Stubs } from './stub-case.ts';
import { pythonImports, scriptImports, type WantedName } from './wanted.ts';

/** Stubs of what is not there: languages that compile need whole declarations, the others names alone. */
export async function makeStubs(given: StubCase): Promise<Stubs> {
  const isCompiled = given.wanting.some(({ file }) => /\.(?:go|rs|java)$/.test(file));
  return isCompiled ? compiledStubs(given) : importedStubs(given);
}

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
    const text = given.paths.includes(path) ? await given.read(path) : '';
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
  if (path.endsWith('.py'))
    return `${await pythonStubs(missing, given.spec.codeSpans)}${pythonMembers(text, given.wanting)}`;
  if (missing.length === 0) return '';
  const isCommonJs =
    /\.c[jt]s$/.test(path) ||
    (/\bmodule\.exports\b|\bexports\.\w/.test(text) && !/^export /m.test(text)) ||
    (text === '' && /\.js$/.test(path) && requiresIt(given));
  return scriptStubs(missing, { path, isCommonJs });
}

/** A new module of a project whose tests `require` it is one of CommonJS. */
const requiresIt = ({ tests }: StubCase): boolean =>
  [...tests.values()].some(text => /\brequire\(/.test(text) && !/^import /m.test(text));
