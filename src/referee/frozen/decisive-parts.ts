import { posix } from 'node:path';
import { parse } from 'smol-toml';
import { partsOfCargo, partsOfGoModule, partsOfPom } from './build-files.ts';

type Reader = (text: string) => unknown;

/** Files that hold more than the harness: only what decides the tests is frozen in them. */
const readers: Record<string, Reader> = {
  'package.json': text => partsOfPackage(JSON.parse(text)),
  'pyproject.toml': text => partsOfPyproject(parse(text)),
  'go.mod': partsOfGoModule,
  'Cargo.toml': partsOfCargo,
  'pom.xml': partsOfPom,
};

/** Whether a file is frozen by its parts and not as a whole. */
export function isFrozenByParts(path: string): boolean {
  return readers[posix.basename(path)] !== undefined;
}

/** The first decisive part that differs between two versions, or nothing. Text that cannot be read differs as a whole. */
export function differingPart(path: string, before: string, now: string): string | undefined {
  const read = readers[posix.basename(path)];
  if (!read || before === now) return before === now ? undefined : 'its content';
  const [old, fresh] = [partsOf(read, before), partsOf(read, now)];
  if (!old || !fresh) return 'its content, which cannot be read';
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].find(
    name => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]),
  );
}

function partsOf(read: Reader, text: string): Record<string, unknown> | undefined {
  try {
    return recordOf(read(text));
  } catch {
    return undefined;
  }
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

/** Keys of `package.json` that runners, compilers, linters and package managers read (npm, Yarn and pnpm documentation). */
const packageKeys = new Set(
  (
    'scripts type imports jest vitest mocha ava nyc c8 tap babel eslintConfig prettier stylelint browserslist ' +
    'overrides resolutions pnpm packageManager workspaces config husky lint-staged'
  ).split(' '),
);
const dependencyKeys = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
const runner =
  /^(?:@?vitest|@?jest|mocha|chai|sinon|ava|tap|ts-jest|babel-jest|@babel\/|@swc\/jest|c8|nyc|esbuild|tsx|ts-node|typescript|eslint|@biomejs\/|prettier)\b/;

function partsOfPackage(manifest: unknown): Record<string, unknown> {
  const fields = recordOf(manifest);
  const parts = Object.entries(fields).filter(([key]) => packageKeys.has(key));
  const runners = dependencyKeys.flatMap(key =>
    Object.entries(recordOf(fields[key]))
      .filter(([name]) => runner.test(name))
      .map(([name, version]) => [`${key}.${name}`, version]),
  );
  return Object.fromEntries([...parts, ...runners]);
}

const tools = /^(?:pytest|coverage|ruff|mypy|pyright|basedpyright|black|isort|flake8|pylint|tox|nox|interrogate|ty)/;
const testPackage = /^(?:pytest(?:11)?|coverage|hypothesis|mock|tox|nox)\b/;

function partsOfPyproject(document: unknown): Record<string, unknown> {
  const fields = recordOf(document);
  const sections = Object.entries(recordOf(fields['tool']));
  const configured = sections.filter(([name]) => tools.test(name));
  const other = Object.fromEntries(sections.filter(([name]) => !tools.test(name)));
  return {
    ...Object.fromEntries(configured.map(([name, value]) => [`[tool.${name}]`, value])),
    'the build system': fields['build-system'],
    'the versions of test packages': mentionsOf({ ...fields, tool: other }),
  };
}

/** Every entry anywhere that names a test package: requirement strings and keys of dependency tables. */
function mentionsOf(value: unknown): unknown[] {
  if (typeof value === 'string') return testPackage.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(mentionsOf);
  return Object.entries(recordOf(value)).flatMap(([key, inner]) =>
    testPackage.test(key) ? [[key, inner]] : mentionsOf(inner),
  );
}
