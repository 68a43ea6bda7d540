import { parse } from 'smol-toml';
import type { Project } from './project.ts';

/** What a Python project says in its manifests. */
export interface PythonFacts {
  manager: 'uv' | 'poetry' | 'pipenv' | 'pip';
  /** `[tool.*]` tables of `pyproject.toml` by name. */
  tools: Record<string, unknown>;
  /** Names of everything that is required anywhere, optional groups included, lower case. */
  requires: Set<string>;
  /** Names of extras and groups that look like they are for development. */
  extras: string[];
  requirementFiles: string[];
  isPackage: boolean;
}

/** Reads `pyproject.toml` (PEP 621, PEP 735, Poetry), requirement files, `Pipfile` and the lockfiles' names. */
export function readPython(project: Project): PythonFacts {
  const pyproject = tableOf(project.text('pyproject.toml'));
  const tools = recordOf(pyproject['tool']);
  const requirementFiles = project.paths.filter(path =>
    /^(?:requirements[\w.-]*|requirements\/[\w.-]+)\.txt$/.test(path),
  );
  const project621 = recordOf(pyproject['project']);
  const named = [
    ...namesIn(project621['dependencies']),
    ...namesIn(project621['optional-dependencies']),
    ...namesIn(pyproject['dependency-groups']),
    ...namesIn(recordOf(tools['uv'])['dev-dependencies']),
    ...poetryNames(recordOf(tools['poetry'])),
    ...requirementFiles.flatMap(path => project.text(path).split('\n')).map(nameOf),
    ...Object.values(tableOf(project.text('Pipfile'))).flatMap(section => Object.keys(recordOf(section))),
    ...namesInSetup(project),
  ];
  const extras = Object.keys(recordOf(project621['optional-dependencies']));
  return {
    manager: managerOf(project, tools),
    tools,
    requires: new Set(named.map(name => name.toLowerCase().replaceAll('_', '-')).filter(Boolean)),
    extras: extras.filter(name => /^(?:dev|test|tests|testing|all|lint|types)$/.test(name)),
    requirementFiles,
    isPackage:
      pyproject['project'] !== undefined || project.has('setup.py') || /^\[options\]/m.test(project.text('setup.cfg')),
  };
}

function managerOf(project: Project, tools: Record<string, unknown>): PythonFacts['manager'] {
  if (project.has('uv.lock') || tools['uv']) return 'uv';
  if (project.has('poetry.lock') || tools['poetry']) return 'poetry';
  return project.has('Pipfile') ? 'pipenv' : 'pip';
}

/** A TOML document, or nothing of it when it is broken: then the repository has to say itself how it is tested. */
export function tableOf(text: string): Record<string, unknown> {
  try {
    return recordOf(parse(text));
  } catch {
    return {};
  }
}

/** A table or an object; anything else is an empty one. */
export const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return [nameOf(value)];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return Object.values(recordOf(value)).flatMap(namesIn);
}

/** The name at the start of a requirement (PEP 508). */
const nameOf = (requirement: string): string => /^\s*([A-Za-z0-9][\w.-]*)/.exec(requirement)?.[1] ?? '';

function poetryNames(poetry: Record<string, unknown>): string[] {
  const groups = Object.values(recordOf(poetry['group'])).map(group => recordOf(group)['dependencies']);
  const tables = [poetry['dependencies'], poetry['dev-dependencies'], ...groups];
  return tables.flatMap(table => Object.keys(recordOf(table))).filter(name => name !== 'python');
}

function namesInSetup(project: Project): string[] {
  const requires = /(?:install_requires|tests_require)\s*=\s*\[([^\]]*)\]/g;
  const strings = [...project.text('setup.py').matchAll(requires)].flatMap(
    ([, list]) => (list ?? '').match(/(["'])(.*?)\1/g) ?? [],
  );
  const section = /^install_requires\s*=\s*\n((?:[ \t]+.*\n?)*)/m.exec(project.text('setup.cfg'))?.[1] ?? '';
  return [...strings.map(text => nameOf(text.slice(1, -1))), ...section.split('\n').map(nameOf)];
}
