import type { Rung, TestSettings } from '../domain/settings.ts';
import type { DetectedProfile } from './profile.ts';
import type { Project } from './project.ts';
import { type PythonFacts, readPython, recordOf } from './python-project.ts';
import { pythonStandardLibrary } from './python-stdlib.ts';

/** Files that say how a Python project is built, tested and checked. */
export const pythonManifests = [
  ...['pyproject.toml', 'setup.py', 'setup.cfg', 'Pipfile', 'uv.lock', 'poetry.lock', 'Pipfile.lock'],
  ...[
    'requirements.txt',
    'requirements-dev.txt',
    'requirements-test.txt',
    'requirements/dev.txt',
    'requirements/test.txt',
  ],
  ...[
    'pytest.ini',
    '.pytest.ini',
    'tox.ini',
    '.flake8',
    'mypy.ini',
    '.mypy.ini',
    'ruff.toml',
    '.ruff.toml',
    '.coveragerc',
  ],
  ...['pyrightconfig.json', '.pre-commit-config.yaml'],
];

const report = 'report.xml';

/** Settled by us on every run: one file's failure hides no other, nothing is cached, nothing stops at the first failure. */
const pytestOptions = [
  '-o junit_family=xunit1',
  `--junitxml=$REDFIRST_OUT/${report}`,
  '--continue-on-collection-errors --maxfail=0 --rootdir=. -p no:cacheprovider',
].join(' ');

/** What pytest itself imports, beside the standard library: a module of that name in the project would be taken for it. */
const ofRunner = 'pluggy iniconfig packaging pygments exceptiongroup tomli colorama py attr xdist execnet pytest_cov';
const shadowing = [...pythonStandardLibrary, ...ofRunner.split(' ')].join(',');

/** Globs below which a Python repository keeps what decides the meaning of its tests. */
const harness = [
  '**/conftest.py',
  '{pytest.toml,.pytest.toml,pytest.ini,.pytest.ini,tox.ini,setup.cfg,pyproject.toml,.coveragerc,noxfile.py}',
  '{mypy.ini,.mypy.ini,.flake8,pyrightconfig.json,pylintrc,.pylintrc,pylintrc.toml,.isort.cfg,.bandit,ty.toml}',
  '**/{ruff.toml,.ruff.toml}',
  '**/{sitecustomize,usercustomize}.py',
  '**/*.pth',
  '{pytest,_pytest,unittest,coverage}{.py,/**}',
  `{src/,}{${shadowing}}{.py,.pyc,.so,.*.so,/__init__.py}`,
  '**/*.{egg-info,dist-info}/**',
  '{tests,test}/**',
  '**/{__snapshots__,testdata}/**',
  '.github/workflows/**',
];

/** The profile of a Python project that is tested with pytest, or nothing when it shows no tests of pytest's. */
export function pythonProfile(project: Project): DetectedProfile | undefined {
  const evidence = pythonManifests.filter(path => project.has(path));
  const facts = readPython(project);
  if (!isPython(project, facts, evidence)) return undefined;
  const setup = setupOf(project, facts, evidence);
  const python = setup ? '.venv/bin/python' : 'python3';
  return {
    language: 'python',
    setup,
    tests: testsOf(project, facts, python),
    ladder: ladderOf(project, facts, python),
    coverage: coverageOf(project, facts, python),
    relevantFiles: ['**/*.py', '**/*.pyi', '**/*.md', '**/*.toml', '**/*.cfg', '**/*.sql'],
    addDependency: { uv: 'uv add', poetry: 'poetry add', pipenv: 'pipenv install', pip: 'python3 -m pip install' }[
      facts.manager
    ],
    protected: ['.venv/**', '**/*.egg-info/**', '**/__pycache__/**'],
    evidence,
  };
}

function isPython(project: Project, facts: PythonFacts, evidence: string[]): boolean {
  const hasTests = project.paths.some(path => /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path));
  const hasCode = project.paths.some(path => path.endsWith('.py'));
  return (
    hasTests || facts.requires.has('pytest') || (hasCode && evidence.length > 0) || facts.tools['pytest'] !== undefined
  );
}

/** pytest itself comes with the host when nothing else is required; else everything goes into a virtual environment. */
function setupOf(project: Project, facts: PythonFacts, evidence: string[]): DetectedProfile['setup'] {
  const needs = [...facts.requires].filter(name => !['pytest', 'pytest-cov', 'coverage'].includes(name));
  const hasLock = ['uv.lock', 'poetry.lock', 'Pipfile.lock'].some(path => project.has(path));
  if (needs.length === 0 && !hasLock) return undefined;
  const manifests = evidence.filter(path => /lock$|toml$|setup\.|Pipfile/.test(path) && !/ruff/.test(path));
  const keyFiles = [...new Set([...manifests, ...facts.requirementFiles])].map(project.atRoot);
  return { run: installCommand(facts), keyFiles, keeps: [project.atRoot('.venv')] };
}

function installCommand(facts: PythonFacts): string {
  if (facts.manager === 'uv')
    return 'uv sync --all-extras --all-groups && uv pip install --python .venv/bin/python pytest pytest-cov';
  if (facts.manager === 'poetry')
    return 'POETRY_VIRTUALENVS_IN_PROJECT=true poetry install --no-interaction --all-extras && .venv/bin/python -m pip install pytest pytest-cov';
  if (facts.manager === 'pipenv')
    return 'PIPENV_VENV_IN_PROJECT=1 pipenv sync --dev && .venv/bin/python -m pip install pytest pytest-cov';
  const files = facts.requirementFiles.map(path => `-r ${path}`);
  const extras = facts.extras.length > 0 ? `[${facts.extras.join(',')}]` : '';
  const own = facts.isPackage ? [`-e '.${extras}'`] : [];
  return `python3 -m venv .venv && .venv/bin/python -m pip install ${[...files, ...own].join(' ')} pytest pytest-cov`;
}

function testsOf(project: Project, facts: PythonFacts, python: string): TestSettings {
  const own = recordOf(recordOf(facts.tools['pytest'])['ini_options']);
  const ini = `${project.text('pytest.ini')}${project.text('.pytest.ini')}${project.text('tox.ini')}${project.text('setup.cfg')}`;
  const measuresAlways = /--cov\b/.test(`${own['addopts'] ?? ''}${ini}`);
  return {
    command: facts.manager === 'uv' && python !== 'python3' ? 'uv run --no-sync pytest' : `${python} -m pytest`,
    run: `${python} -m pytest ${pytestOptions}${measuresAlways ? ' --no-cov' : ''}`,
    report: 'junit-pytest',
    reportFile: report,
    paths: ['**/test_*.py', '**/*_test.py'],
    harness,
    environment: { CI: 'true', NO_COLOR: '1', PYTHONDONTWRITEBYTECODE: '1', UV_OFFLINE: '1' },
    timeout: 600,
  };
}

/** The checks that the repository itself has configured or requires; none is added that it does not use. */
function ladderOf(project: Project, { tools, requires }: PythonFacts, python: string): Rung[] {
  const hooks = project.text('.pre-commit-config.yaml');
  const uses = (name: string, ...files: string[]) =>
    tools[name] !== undefined || requires.has(name) || files.some(file => project.has(file));
  const section = (name: string) => ['setup.cfg', 'tox.ini'].some(file => project.text(file).includes(`[${name}]`));
  const ruff = uses('ruff', 'ruff.toml', '.ruff.toml');
  const formats = recordOf(tools['ruff'])['format'] !== undefined || /\bruff-format\b/.test(hooks);
  const mypyFiles = recordOf(tools['mypy'])['files'] !== undefined || /^files\s*=/m.test(project.text('mypy.ini'));
  const rungs: [boolean, Rung][] = [
    [ruff, { name: 'ruff', run: `${python} -m ruff check --no-cache .`, item: 'lint' }],
    [uses('flake8', '.flake8') || section('flake8'), { name: 'flake8', run: `${python} -m flake8`, item: 'lint' }],
    [ruff && formats, { name: 'ruff format', run: `${python} -m ruff format --no-cache --check .`, item: 'format' }],
    [uses('black'), { name: 'black', run: `${python} -m black --check .`, item: 'format' }],
    [uses('isort'), { name: 'isort', run: `${python} -m isort --check-only .`, item: 'format' }],
    [
      uses('mypy', 'mypy.ini', '.mypy.ini') || section('mypy'),
      { name: 'mypy', run: `${python} -m mypy --cache-dir=/dev/null${mypyFiles ? '' : ' .'}`, item: 'types' },
    ],
    [uses('pyright', 'pyrightconfig.json'), { name: 'pyright', run: `${python} -m pyright`, item: 'types' }],
  ];
  return rungs.filter(([isUsed]) => isUsed).map(([, rung]) => rung);
}

function coverageOf(project: Project, { tools }: PythonFacts, python: string): DetectedProfile['coverage'] {
  const run = recordOf(recordOf(tools['coverage'])['run']);
  const isConfigured = run['source'] !== undefined || project.has('.coveragerc');
  const sources = project.paths.some(path => /^src\/.*\.py$/.test(path)) ? '--cov=src' : '--cov=.';
  const options = `${isConfigured ? '--cov' : sources} --cov-report=lcov:$REDFIRST_OUT/lcov.info --cov-fail-under=0`;
  const quiet = '--continue-on-collection-errors --maxfail=0 -p no:cacheprovider';
  return {
    run: `COVERAGE_FILE=/tmp/.coverage ${python} -m pytest ${options} ${quiet}`,
    format: 'lcov',
    file: 'lcov.info',
  };
}
